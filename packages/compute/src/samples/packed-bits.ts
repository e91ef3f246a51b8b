import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** A small window: a mask has few bytes, and setting up a large one takes longer than compressing. */
const DEFLATE = { windowBits: 11, memLevel: 4 } as const;

/** Compresses packed bits (raw deflate). */
export function compressBits(bits: Uint8Array): Uint8Array {
  return deflateRawSync(bits, DEFLATE);
}

/** Packs a mask of 0 and 1 into bits, row-major, the first pixel in the highest bit. */
export function packBits(mask: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(mask.length / 8));
  for (let pixel = 0; pixel < mask.length; pixel += 1) {
    const at = pixel >> 3;
    bits[at] = (bits[at] as number) | ((mask[pixel] as number) << (7 - (pixel & 7)));
  }
  return bits;
}

/** Reads back what `packBits` and `compressBits` wrote. `pixels` is the mask's number of pixels. */
export function unpackBits(packed: Uint8Array, pixels: number): Uint8Array {
  const bytes = inflateRawSync(packed, { maxOutputLength: Math.ceil(pixels / 8) });
  return Uint8Array.from({ length: pixels }, (_, pixel) => ((bytes[pixel >> 3] as number) >> (7 - (pixel & 7))) & 1);
}
