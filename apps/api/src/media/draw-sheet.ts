import sharp, { type OverlayOptions } from 'sharp';
import type { StoredMasks } from './draw-overlay.ts';
import { STENCIL_WIDTH, stencilHeight, stencilPixels } from './draw-stencils.ts';

/** An image of a range, as stored. */
export interface SheetSample extends StoredMasks {
  /** A small picture; null where none is stored. */
  readonly thumbnail: Uint8Array | null;
}

/** Rows of a sheet: the photographs, and three stencils of each. */
const ROWS = 4;

/**
 * A WebP of all images of a range side by side, in the first row the photographs, below them their three stencils: one file for
 * what would be two for each image. All cells are as large as a stencil, and photographs are stretched into them.
 */
export async function drawSheet(samples: readonly SheetSample[]): Promise<Buffer> {
  const [first] = samples;
  if (!first) throw new Error('Expected an image at least.');
  const [width, height] = [STENCIL_WIDTH, stencilHeight(first)];
  const cells = await Promise.all(
    samples.map(async (sample, column): Promise<OverlayOptions[]> => {
      const left = column * width;
      const stencils = { input: stencilPixels(sample), raw: { width, height: 3 * height, channels: 4 as const } };
      const photo =
        sample.thumbnail && (await sharp(sample.thumbnail).resize(width, height, { fit: 'fill' }).toBuffer());
      return [...(photo ? [{ input: photo, left, top: 0 }] : []), { ...stencils, left, top: height }];
    }),
  );
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  return sharp({ create: { width: samples.length * width, height: ROWS * height, channels: 4, background } })
    .composite(cells.flat())
    .webp({ quality: 80, smartSubsample: true })
    .toBuffer();
}
