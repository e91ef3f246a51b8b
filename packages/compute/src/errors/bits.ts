/** How many words hold so many bits. */
export function wordsFor(bits: number): number {
  return (bits + 31) >>> 5;
}

/** Packs flags, flag i into bit i % 32 of word i / 32. */
export function packBits(flags: ArrayLike<number | boolean>): Uint32Array {
  const words = new Uint32Array(wordsFor(flags.length));
  for (let i = 0; i < flags.length; i += 1) if (flags[i]) words[i >>> 5] = (words[i >>> 5] as number) | (1 << (i & 31));
  return words;
}

/** Bit i of packed bits, 0 or 1. */
export function bitAt(words: Uint32Array, i: number): number {
  return ((words[i >>> 5] as number) >>> (i & 31)) & 1;
}

/**
 * The number of ones in a word of 32 bits.
 * Source: Henry S. Warren, Hacker's Delight, 2nd edition (2012), section 5-1.
 */
export function popcount(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** The number of ones in packed bits. */
export function countBits(words: Uint32Array): number {
  let count = 0;
  for (const word of words) count += popcount(word);
  return count;
}
