import { inRange } from '@strata/kernels';
import type { ActivationRange } from '../ranges/activation-range.ts';

/**
 * The cosine similarity of a unit's map before and after, over the places whose value before lies in the range. Null when
 * there is no such place; 0 when either has no length there, as after a mask that silences the unit.
 */
export function rangeSimilarity(
  before: Float32Array,
  after: Float32Array,
  {
    lowest,
    beyond,
    withoutZero = false,
  }: Pick<ActivationRange, 'lowest' | 'beyond'> & Partial<Pick<ActivationRange, 'withoutZero'>>,
): number | null {
  let places = 0;
  let product = 0;
  let squaresBefore = 0;
  let squaresAfter = 0;
  for (let i = 0; i < before.length; i += 1) {
    const a = before[i] as number;
    if (!inRange(a, lowest, beyond, withoutZero)) continue;
    const b = after[i] as number;
    places += 1;
    product += a * b;
    squaresBefore += a * a;
    squaresAfter += b * b;
  }
  if (places === 0) return null;
  const lengths = Math.sqrt(squaresBefore) * Math.sqrt(squaresAfter);
  return lengths > 0 ? product / lengths : 0;
}
