/** Counts of a unit's values in bins of equal width. */
export interface Histogram {
  /** The first bin's lower edge. */
  readonly lower: number;
  /** The last bin's upper edge; values on it are counted. */
  readonly upper: number;
  readonly counts: Uint32Array;
}

export interface HistogramOptions {
  /** Default 64. */
  readonly bins?: number;
  /** Whether zeros stand on their own and are not counted. Default false. */
  readonly withoutZeros?: boolean;
  /** The least and the greatest value, where they are known already. */
  readonly extent?: { readonly min: number; readonly max: number };
}

/**
 * Histogram of a unit's values over their extent. Zeros that stand on their own are left out, as they are before clustering;
 * then it begins at 0 where no value is negative. Null when no value remains.
 */
export function histogram(values: Float32Array, options: HistogramOptions = {}): Histogram | null {
  const { bins = 64, extent = extentOf(values), withoutZeros = false } = options;
  let lower = extent.min;
  const upper = extent.max;
  if (withoutZeros) lower = Math.min(lower, 0);
  if (!(upper > lower)) return null;
  const counts = new Uint32Array(bins);
  const scale = bins / (upper - lower);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (withoutZeros && value === 0) continue;
    const bin = Math.min(bins - 1, Math.floor((value - lower) * scale));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { lower: lower + 0, upper, counts };
}

function extentOf(values: Float32Array): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
