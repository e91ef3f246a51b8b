import { createHash } from 'node:crypto';
import { createRandom } from '@strata/statistics';

/**
 * Numbers uniform in [−1, 1) for one tensor, from a seed and the tensor's name: what one tensor gets doesn't depend on
 * the others, and every machine draws the same.
 */
export function uniformFor(tensor: string, { seed }: { readonly seed: number }): () => number {
  const { bits } = createRandom(createHash('sha256').update(`${seed}\n${tensor}`).digest().readUInt32LE(0));
  return () => bits() / 2 ** 31 - 1;
}
