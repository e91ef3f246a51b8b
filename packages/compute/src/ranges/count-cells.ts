import { type ActivationRange, holdsZero, type UnitCells } from './activation-range.ts';

export interface CellsQuestion {
  /** The greatest value. */
  readonly max: number;
  readonly ranges: readonly ActivationRange[];
  /** Whether the layer's zeros stand on their own. */
  readonly zerosOff: boolean;
}

/**
 * Counts a unit's map cells: all, those that are off, those of the highest range, and of these the saturated ones (a ReLU6 has
 * many at 6). Where a range holds 0, as one that was handed in may, nothing is off.
 */
export function countCells(values: Float32Array, { max, ranges, zerosOff }: CellsQuestion): UnitCells {
  const isOff = zerosOff && !ranges.some(holdsZero);
  const highest = ranges.at(-1);
  const to = highest?.upper ?? Number.POSITIVE_INFINITY;
  // `observed` leaves its bounds out, the greatest values among them: what is lost there is saturated, too.
  const from = Math.min(highest?.lowest ?? Number.POSITIVE_INFINITY, to);
  let [zeros, top, greatest] = [0, 0, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value === 0) {
      zeros += 1;
      if (isOff) continue;
    }
    if (value < from || value > to) continue;
    top += 1;
    if (value === max) greatest += 1;
  }
  const off = isOff ? zeros : null;
  if (!highest) return { total: values.length, off, top: null, saturated: null };
  return { total: values.length, off, top, saturated: greatest > 1 ? greatest : 0 };
}
