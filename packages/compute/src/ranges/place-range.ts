import type { ActivationRange } from './activation-range.ts';

/** Where a range lies among a unit's values: shares of its map cells, 0–1. */
export interface RangeQuantiles {
  /** Of cells below the range. */
  readonly lower: number;
  /** Of cells below the range or in it. */
  readonly upper: number;
}

/** A range among a unit's values. */
export interface RangePlace {
  /** A zero that stands on its own as "off" counts by its value. */
  readonly quantiles: RangeQuantiles;
  /** Cells of the unit's maps, before they are laid on the images, whose value lies in the range. */
  readonly mapCells: number;
}

/** Counts the map cells below a range's ends, and those in it; the values are finite. One pass, without a branch. */
export function placeRange(values: Float32Array, { lowest, beyond, withoutZero }: ActivationRange): RangePlace {
  const end = beyond;
  let [below, upTo, zeros] = [0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    below += +(value < lowest);
    upTo += +(value < end);
    zeros += +(value === 0);
  }
  const off = withoutZero && lowest <= 0 && (0 < beyond || beyond === Number.POSITIVE_INFINITY) ? zeros : 0;
  return {
    quantiles: { lower: below / values.length, upper: upTo / values.length },
    mapCells: upTo - below - off,
  };
}
