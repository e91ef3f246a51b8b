import type { ActivationRange } from './activation-range.ts';

/** Where a range lies among a unit's values: shares of its map cells, 0–1. */
export interface RangeQuantiles {
  /** Of cells below the range. */
  readonly lower: number;
  /** Of cells below the range or in it. */
  readonly upper: number;
}

/** Counts the map cells below a range's ends; a zero that stands on its own as "off" counts by its value. */
export function quantilesOf(values: Float32Array, { lowest, beyond }: ActivationRange): RangeQuantiles {
  let [below, upTo] = [0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < lowest) below += 1;
    if (value < beyond || beyond === Number.POSITIVE_INFINITY) upTo += 1;
  }
  return { lower: below / values.length, upper: upTo / values.length };
}
