import { inRange } from '@strata/kernels';
import type { ActivationRange } from '../ranges/activation-range.ts';

/** Fewer places say nothing: the cosine of one place is 1 or −1, whatever happens to it. */
const PLACES_MIN = 3;

type Bounds = Pick<ActivationRange, 'lowest' | 'beyond'> & Partial<Pick<ActivationRange, 'withoutZero'>>;

/** What is left of a unit's map in a range. */
export interface RangeSimilarity {
  /** Cosine of the maps before and after, −1 to 1; 0 where nothing is left. */
  readonly similarity: number;
  /** Length of the map after by its length before: 0 where nothing is left, 1 where as much is. */
  readonly strength: number;
}

/** Whether a map can be compared in a range: it has three places there, and not all of them are zero. */
export function isComparable(map: Float32Array, { lowest, beyond, withoutZero = false }: Bounds): boolean {
  let places = 0;
  let fires = false;
  for (let i = 0; i < map.length; i += 1) {
    const value = map[i] as number;
    if (!inRange(value, lowest, beyond, withoutZero)) continue;
    places += 1;
    fires ||= value !== 0;
    if (fires && places >= PLACES_MIN) return true;
  }
  return false;
}

/**
 * How alike a unit's map is before and after, over the places whose value before lies in the range, and how strong it still
 * is. Null when there are fewer than three such places, or all are zero before: 0 / 0 says nothing.
 */
export function rangeSimilarity(
  before: Float32Array,
  after: Float32Array,
  { lowest, beyond, withoutZero = false }: Bounds,
): RangeSimilarity | null {
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
  if (places < PLACES_MIN || squaresBefore === 0) return null;
  const [lengthBefore, lengthAfter] = [Math.sqrt(squaresBefore), Math.sqrt(squaresAfter)];
  return {
    similarity: lengthAfter === 0 ? 0 : product / (lengthBefore * lengthAfter),
    strength: lengthAfter / lengthBefore,
  };
}
