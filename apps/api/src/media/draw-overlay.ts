import sharp from 'sharp';
import { distanceInside } from './distance-inside.ts';
import { openMask } from './packed-mask.ts';

export interface StoredMasks {
  /** Where the neuron fires in the range, and where the formula holds: packed bits, raw deflate. */
  readonly bitmap: Uint8Array;
  readonly formulaMask: Uint8Array;
  /** Size in pixels. */
  readonly width: number;
  readonly height: number;
}

/** Red, green, blue, opacity. */
type Color = readonly [number, number, number, number];
const AGREEMENT: Color = [20, 184, 166, 170];
const NEURON_ONLY: Color = [249, 115, 22, 170];
const OUTLINE: Color = [37, 99, 235, 255];
const CASING: Color = [255, 255, 255, 235];
/** Most rows, however tall the masks are: the picture is then narrower than asked for. */
const HEIGHT_MAX = 2048;
/** Outline and casing together take four hundredths of the width. */
const STROKES_ACROSS = 50;

/**
 * A transparent PNG to lay over the photograph, `shownWidth` pixels wide (default the masks' own width): agreement teal,
 * neuron only orange, formula only outlined. The outline is a double stroke, blue with a light casing inside, so that
 * one of both stands out from any photograph; the formula is not filled, as that would hide where the neuron is silent.
 */
export function drawOverlay(masks: StoredMasks, shownWidth: number = masks.width): Promise<Buffer> {
  const width = Math.max(1, Math.min(shownWidth, Math.floor((HEIGHT_MAX * masks.width) / masks.height)));
  const height = Math.min(HEIGHT_MAX, Math.max(1, Math.round((masks.height * width) / masks.width)));
  const neuronAt = openMask(masks.bitmap);
  const formulaAt = openMask(masks.formulaMask);
  const neuron = new Uint8Array(width * height);
  const formula = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(masks.height - 1, Math.floor(((y + 0.5) * masks.height) / height)) * masks.width;
    for (let x = 0; x < width; x++) {
      const pixel = row + Math.min(masks.width - 1, Math.floor(((x + 0.5) * masks.width) / width));
      neuron[y * width + x] = neuronAt(pixel) ? 1 : 0;
      formula[y * width + x] = formulaAt(pixel) ? 1 : 0;
    }
  }
  const stroke = Math.max(1, Math.round(width / STROKES_ACROSS / 2));
  const depth = distanceInside(formula, { width, height });
  const rgba = Buffer.alloc(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const color = neuron[pixel] ? (formula[pixel] ? AGREEMENT : NEURON_ONLY) : outlineAt(depth[pixel] ?? 0, stroke);
    if (color) rgba.set(color, pixel * 4);
  }
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

function outlineAt(depth: number, stroke: number): Color | undefined {
  if (depth === 0 || depth > 2 * stroke) return undefined;
  return depth <= stroke ? OUTLINE : CASING;
}
