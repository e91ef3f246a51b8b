import { createHash } from 'node:crypto';

/**
 * Numbers uniform in [−1, 1) for one tensor, from a seed and the tensor's name: what one tensor gets doesn't depend on
 * the others. Integer arithmetic only, so that every machine draws the same. Source: mulberry32, public domain.
 */
export function uniformFor(tensor: string, { seed }: { readonly seed: number }): () => number {
  let state = createHash('sha256').update(`${seed}\n${tensor}`).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}
