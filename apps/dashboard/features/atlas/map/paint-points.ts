import type { View } from './view';

/** How a point is drawn. */
export const HIDDEN = 0;
export const FADED = 1;
export const PLAIN = 2;
export const CHOSEN = 3;

/** Points as they are drawn: (point) place 0–1, group of colour, and one of the looks above; `order` from below to above. */
export interface Dots {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly group: Uint8Array;
  readonly look: Uint8Array;
  readonly order: Uint32Array;
}

/** Steps in which a pixel at a point's border is covered. */
export const COVERS = 4;

/** Colours as a canvas holds them. */
export interface Inks {
  /** (group, cover 1 … 4) over the ground. */
  readonly plain: Uint32Array;
  readonly faded: Uint32Array;
  /** (cover 1 … 4) around chosen points. */
  readonly ring: Uint32Array;
  readonly ground: number;
}

interface Sheet {
  /** (row, column) of the canvas. */
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws points pixel by pixel: ten thousand of them as paths of a canvas take several frames on a slow processor, as pixels a
 * part of one. `radius` in pixels of the canvas, as the view is.
 */
export function paintPoints(
  sheet: Sheet,
  { x, y, look, group, order }: Dots,
  { view, radius, inks }: { readonly view: View; readonly radius: number; readonly inks: Inks },
): void {
  sheet.pixels.fill(inks.ground);
  const stamp = stampOf(radius);
  const ring = stampOf(radius * 1.45);
  for (const at of order) {
    const how = look[at] as number;
    if (how === HIDDEN) continue;
    const px = Math.round((x[at] as number) * view.side + view.left);
    const py = Math.round((y[at] as number) * view.side + view.top);
    const first = (group[at] as number) * COVERS - 1;
    if (how === CHOSEN) put(sheet, ring, { px, py, inks: inks.ring, first: -1 });
    put(sheet, stamp, { px, py, inks: how === FADED ? inks.faded : inks.plain, first });
  }
}

interface Stamp {
  readonly reach: number;
  /** Pixels of the disc: (across, down, cover 1 … 4). */
  readonly spots: Int8Array;
}

const stamps = new Map<number, Stamp>();

/** The pixels of a disc, each covered by as many quarters as lie in it. */
function stampOf(radius: number): Stamp {
  const key = Math.round(radius * 8);
  const known = stamps.get(key);
  if (known) return known;
  const reach = Math.ceil(radius);
  const spots: number[] = [];
  for (let dy = -reach; dy <= reach; dy += 1)
    for (let dx = -reach; dx <= reach; dx += 1) {
      const cover = coverOf(dx, dy, radius);
      if (cover > 0) spots.push(dx, dy, cover);
    }
  const stamp = { reach, spots: Int8Array.from(spots) };
  stamps.set(key, stamp);
  return stamp;
}

/** How much of a pixel lies in a disc, in quarters: counted on sixteen places of it. */
function coverOf(dx: number, dy: number, radius: number): number {
  const offsets = [-0.375, -0.125, 0.125, 0.375];
  const inside = offsets.flatMap((down) => offsets.filter((across) => Math.hypot(dx + across, dy + down) <= radius));
  return Math.round((inside.length / 16) * COVERS);
}

interface Put {
  readonly px: number;
  readonly py: number;
  readonly inks: Uint32Array;
  /** What a cover is added to, to find its ink. */
  readonly first: number;
}

function put({ pixels, width, height }: Sheet, { reach, spots }: Stamp, { px, py, inks, first }: Put): void {
  if (px < -reach || py < -reach || px >= width + reach || py >= height + reach) return;
  const within = px >= reach && py >= reach && px < width - reach && py < height - reach;
  const start = py * width + px;
  for (let i = 0; i < spots.length; i += 3) {
    const [dx, dy] = [spots[i] as number, spots[i + 1] as number];
    if (!within && (px + dx < 0 || px + dx >= width || py + dy < 0 || py + dy >= height)) continue;
    pixels[start + dy * width + dx] = inks[first + (spots[i + 2] as number)] as number;
  }
}
