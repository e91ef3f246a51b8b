import { decodeImage, type ImageSource } from '@strata/onnx';
import sharpPhash from 'sharp-phash';

// The package is CommonJS, which its types don't say: what is imported is the function itself.
const phash = sharpPhash as unknown as typeof sharpPhash.default;

const BITS = 64;

/** Two words of 32 bits: whether each of an image's 64 lowest frequencies is above their mean. */
export type PerceptualHash = readonly [number, number];

/**
 * Hashes what an image looks like, of the very pixels that the network gets: images that differ in size, compression,
 * brightness or a little in what they show have hashes that differ in few bits; of unrelated ones about half differ.
 * Source: Zauner, Implementation and benchmarking of perceptual image hash functions (2010), the DCT hash.
 * @throws ModelLoadError when the image can't be decoded
 */
export async function perceptualHash(source: ImageSource): Promise<PerceptualHash> {
  const { data, width, height } = await decodeImage(source);
  const bits = await phash(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 3 },
  });
  if (bits.length !== BITS) throw new Error(`Expected a hash of ${BITS} bits, found ${bits.length}.`);
  return [Number.parseInt(bits.slice(0, 32), 2), Number.parseInt(bits.slice(32), 2)];
}

/** How many of their 64 bits differ. */
export function hashDistance(a: PerceptualHash, b: PerceptualHash): number {
  return ones(a[0] ^ b[0]) + ones(a[1] ^ b[1]);
}

/** Bits that are set, summed in pairs, fours, eights, then all bytes by one multiplication. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
