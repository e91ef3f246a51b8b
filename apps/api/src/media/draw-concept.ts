import sharp from 'sharp';
import { openMask } from './packed-mask.ts';

export interface StoredConceptMask {
  /** Packed bits, raw deflate. */
  readonly mask: Uint8Array;
  /** Size in pixels. */
  readonly width: number;
  readonly height: number;
}

/** A PNG of the mask's own size, white and opaque where the concept is, clear elsewhere: a stencil for any colour. */
export function drawConcept({ mask, width, height }: StoredConceptMask): Promise<Buffer> {
  const isThere = openMask(mask);
  const rgba = Buffer.alloc(width * height * 4);
  for (let pixel = 0; pixel < width * height; pixel++) if (isThere(pixel)) rgba.fill(255, pixel * 4, pixel * 4 + 4);
  return sharp(rgba, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}
