import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Packs a mask of 0 and 1 into bits, row-major, the first pixel in the highest bit, and compresses them (raw deflate). */
export function packBits(mask: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(mask.length / 8));
  mask.forEach((is, pixel) => {
    if (is) bytes[pixel >> 3] = (bytes[pixel >> 3] as number) | (0x80 >> (pixel & 7));
  });
  return deflateRawSync(bytes);
}

/** Reads back what `packBits` wrote. `pixels` is the mask's number of pixels. */
export function unpackBits(packed: Uint8Array, pixels: number): Uint8Array {
  const bytes = inflateRawSync(packed, { maxOutputLength: Math.ceil(pixels / 8) });
  return Uint8Array.from({ length: pixels }, (_, pixel) => ((bytes[pixel >> 3] as number) >> (7 - (pixel & 7))) & 1);
}
