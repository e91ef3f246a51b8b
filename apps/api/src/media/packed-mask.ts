import { inflateRawSync } from 'node:zlib';

/** A mask of one image, as stored: packed bits, row-major, first pixel in the highest bit. */
export type Mask = (pixel: number) => boolean;

/** Opens a deflated mask; pixels beyond its end are not set. */
export function openMask(deflated: Uint8Array): Mask {
  const bits = inflateRawSync(deflated);
  return (pixel) => (((bits[pixel >> 3] ?? 0) >> (7 - (pixel & 7))) & 1) === 1;
}
