import { decodeImage, type ImageSource } from '@strata/onnx';
import { bmvbhash } from 'blockhash-core';
import sharp from 'sharp';

/** Blocks a side; one bit each. */
const BLOCKS = 16;
/** Four pixels a side of each block: their mean is all that counts. */
const SIDE = 64;
const WORD_DIGITS = 8;

/** Whether each of 16 × 16 blocks of an image is brighter than the median of its quarter; words of 32 bits. */
export type PerceptualHash = Uint32Array;

/**
 * Hashes what an image looks like, of the very pixels that the network gets: images that differ in size, compression,
 * brightness or by a narrow cut have hashes that differ in few of 256 bits; of unrelated ones about half differ.
 * Source: Yang, Gu, Niu, Block mean value based image perceptual hashing (2006).
 * @throws ModelLoadError when the image can't be decoded
 */
export async function perceptualHash(source: ImageSource): Promise<PerceptualHash> {
  const { data, width, height } = await decodeImage(source);
  const small = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(SIDE, SIDE, { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  const digits = bmvbhash({ width: SIDE, height: SIDE, data: new Uint8ClampedArray(small) }, BLOCKS);
  return Uint32Array.from({ length: digits.length / WORD_DIGITS }, (_, word) =>
    Number.parseInt(digits.slice(word * WORD_DIGITS, (word + 1) * WORD_DIGITS), 16),
  );
}

/** How many of their bits differ. */
export function hashDistance(a: PerceptualHash, b: PerceptualHash): number {
  let distance = 0;
  for (let word = 0; word < a.length; word += 1) distance += ones((a[word] as number) ^ (b[word] as number));
  return distance;
}

/** Bits that are set, summed in pairs, fours, eights, then all bytes by one multiplication. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
