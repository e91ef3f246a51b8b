import { inRange } from '@strata/kernels';
import { createRandom, mixBits, permutation } from '@strata/statistics';
import type { ActivationRange } from '../ranges/activation-range.ts';

/** What the places depend on, and nothing else: neither order nor threads matter. */
export interface ControlDraw {
  readonly seed: number;
  readonly sample: number;
  readonly unit: number;
  /** From 0. */
  readonly range: number;
  /** What values are set to instead of zero; what is removed is counted from there. Default 0. */
  readonly to?: number;
}

/**
 * Removes as much of a map as setting the range to zero would, at random places instead: values outside the range are set
 * to zero in an order of chance until the sum of their magnitudes reaches that of the range's values. Where all of them
 * are less than that, values of the range follow, in an order of chance, too. Values that are zero already count for
 * nothing. The last value removed may take the sum above the range's, never below it.
 */
export function zeroElsewhere(
  map: Float32Array,
  { lowest, beyond, withoutZero = false }: Pick<ActivationRange, 'lowest' | 'beyond'> & Partial<ActivationRange>,
  { seed, sample, unit, range, to = 0 }: ControlDraw,
): void {
  const isInside = (value: number): boolean => inRange(value, lowest, beyond, withoutZero);
  let left = 0;
  for (let i = 0; i < map.length; i += 1) {
    const value = map[i] as number;
    if (isInside(value)) left += Math.abs(value - to);
  }
  const state = [sample, unit, range].reduce((mixed, part) => mixBits(mixed + part), mixBits(seed ^ 0x2545f491));
  const order = permutation(map.length, createRandom(state));
  const within = order.filter((place) => isInside(map[place] as number));
  const outside = order.filter((place) => !isInside(map[place] as number));
  for (const places of [outside, within]) {
    for (const place of places) {
      if (left <= 0) return;
      left -= Math.abs((map[place] as number) - to);
      map[place] = to;
    }
  }
}
