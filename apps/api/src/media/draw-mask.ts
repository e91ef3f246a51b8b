import sharp from 'sharp';
import type { StoredMasks } from './draw-overlay.ts';
import { openMask } from './packed-mask.ts';

/** An RGB PNG of the masks' own size: red is 255 where the neuron fires in the range, green where the formula holds. */
export function drawMask({ bitmap, formulaMask, width, height }: StoredMasks): Promise<Buffer> {
  const neuron = openMask(bitmap);
  const formula = openMask(formulaMask);
  const rgb = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgb[pixel * 3] = neuron(pixel) ? 255 : 0;
    rgb[pixel * 3 + 1] = formula(pixel) ? 255 : 0;
  }
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
