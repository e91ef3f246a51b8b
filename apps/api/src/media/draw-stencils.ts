import sharp from 'sharp';
import type { StoredMasks } from './draw-overlay.ts';
import { openMask } from './packed-mask.ts';
import { enlarge, type Plane, spread } from './plane.ts';

/** Twice the width that pages show a picture in, for fine screens. */
export const STENCIL_WIDTH = 224;
/** Most rows of one stencil, however tall the masks are. */
const HEIGHT_MAX = 448;
/** Blue inside the formula's edge, white around it; pixels of the stencil. */
const EDGE = 3;
const HALO = 2;
/** Masks are smaller than their pictures: the blur of enlarging becomes an edge about so many pixels wide. */
const SOFT = 1.4;

/** Red, green, blue; the dashboard's legend has the same in `styles/tokens.css`. */
type Color = readonly [number, number, number];
const BOTH: Color = [49, 210, 190];
const NEURON_ONLY: Color = [250, 137, 39];
const OUTLINE: Color = [40, 103, 228];
const CASING: Color = [255, 255, 255];

/**
 * A transparent PNG of three stencils of the same size, one under the other, to lay over the photograph one by one:
 * where neuron and formula agree, teal; where only the neuron fires, orange; the formula's outline, blue with a white
 * casing around it, without a fill. So a page changes how strongly each is seen without drawing anything again.
 */
export function drawStencils(masks: StoredMasks): Promise<Buffer> {
  const raw = { width: STENCIL_WIDTH, height: stencilHeight(masks) * 3, channels: 4 } as const;
  return sharp(stencilPixels(masks), { raw }).png({ compressionLevel: 6 }).toBuffer();
}

/** Rows of one stencil. */
export function stencilHeight({ height, width }: Pick<StoredMasks, 'height' | 'width'>): number {
  return Math.min(HEIGHT_MAX, Math.max(1, Math.round((height * STENCIL_WIDTH) / width)));
}

/** The three stencils under each other: red, green, blue and how opaque, a byte each. */
export function stencilPixels(masks: StoredMasks): Buffer {
  const width = STENCIL_WIDTH;
  const height = stencilHeight(masks);
  const neuron = sharpMask(masks, { bits: masks.bitmap, width, height });
  const formula = sharpMask(masks, { bits: masks.formulaMask, width, height });
  const eroded = spread(formula, { width, height, radius: EDGE, by: 'least' });
  const dilated = spread(formula, { width, height, radius: HALO, by: 'most' });
  const pixels = width * height;
  const rgba = Buffer.alloc(pixels * 3 * 4);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const n = neuron[pixel] ?? 0;
    const f = formula[pixel] ?? 0;
    put(rgba, pixel, BOTH, n * f);
    put(rgba, pixels + pixel, NEURON_ONLY, n * (1 - f));
    const edge = f * (1 - (eroded[pixel] ?? 0));
    const halo = (dilated[pixel] ?? 0) * (1 - f);
    put(rgba, 2 * pixels + pixel, edge >= halo ? OUTLINE : CASING, Math.min(1, edge + halo));
  }
  return rgba;
}

interface Wanted {
  /** Packed bits, raw deflate. */
  readonly bits: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** The mask enlarged, 0–1, with a clean edge. */
function sharpMask(masks: StoredMasks, { bits, width, height }: Wanted): Plane {
  const isSet = openMask(bits);
  const small = Float32Array.from({ length: masks.width * masks.height }, (_, pixel) => (isSet(pixel) ? 1 : 0));
  const large = enlarge(small, { from: masks, to: { width, height } });
  const slope = Math.max(1, width / masks.width / SOFT);
  return large.map((value) => Math.min(1, Math.max(0, (value - 0.5) * slope + 0.5)));
}

function put(rgba: Buffer, pixel: number, [red, green, blue]: Color, alpha: number): void {
  if (alpha <= 0) return;
  rgba.writeUInt32BE(((red << 24) | (green << 16) | (blue << 8) | Math.round(alpha * 255)) >>> 0, pixel * 4);
}
