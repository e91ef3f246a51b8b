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

/** (group) colours as a canvas holds them. */
export interface Inks {
  readonly full: Uint32Array;
  readonly edge: Uint32Array;
  readonly faded: Uint32Array;
  readonly ground: number;
  /** Around chosen points. */
  readonly ring: number;
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
  const large = stampOf(radius * 1.35);
  for (const at of order) {
    const how = look[at] as number;
    if (how === HIDDEN) continue;
    const px = Math.round((x[at] as number) * view.side + view.left);
    const py = Math.round((y[at] as number) * view.side + view.top);
    const ink = group[at] as number;
    if (how === FADED) put(sheet, stamp, { px, py, core: inks.faded[ink] as number, edge: inks.faded[ink] as number });
    else if (how === CHOSEN) put(sheet, large, { px, py, core: inks.full[ink] as number, edge: inks.ring });
    else put(sheet, stamp, { px, py, core: inks.full[ink] as number, edge: inks.edge[ink] as number });
  }
}

interface Stamp {
  readonly reach: number;
  /** Offsets (dx, dy, is edge). */
  readonly spots: Int8Array;
}

const stamps = new Map<number, Stamp>();

/** The pixels of a disc: its border half covers what is below it. */
function stampOf(radius: number): Stamp {
  const key = Math.round(radius * 4);
  const known = stamps.get(key);
  if (known) return known;
  const reach = Math.ceil(radius + 0.5);
  const spots: number[] = [];
  for (let dy = -reach; dy <= reach; dy += 1)
    for (let dx = -reach; dx <= reach; dx += 1) {
      const far = Math.hypot(dx, dy);
      if (far <= radius + 0.5) spots.push(dx, dy, far > radius - 0.5 ? 1 : 0);
    }
  const stamp = { reach, spots: Int8Array.from(spots) };
  stamps.set(key, stamp);
  return stamp;
}

interface Put {
  readonly px: number;
  readonly py: number;
  readonly core: number;
  readonly edge: number;
}

function put({ pixels, width, height }: Sheet, { reach, spots }: Stamp, { px, py, core, edge }: Put): void {
  if (px < -reach || py < -reach || px >= width + reach || py >= height + reach) return;
  const within = px >= reach && py >= reach && px < width - reach && py < height - reach;
  const start = py * width + px;
  for (let i = 0; i < spots.length; i += 3) {
    const [dx, dy] = [spots[i] as number, spots[i + 1] as number];
    if (!within && (px + dx < 0 || px + dx >= width || py + dy < 0 || py + dy >= height)) continue;
    pixels[start + dy * width + dx] = spots[i + 2] === 1 ? edge : core;
  }
}
