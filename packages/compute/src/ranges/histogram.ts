/** Counts of a unit's values in bins of equal width. */
export interface Histogram {
  /** The first bin's lower edge. */
  readonly lower: number;
  /** The last bin's upper edge; values on it are counted. */
  readonly upper: number;
  readonly counts: Uint32Array;
}

/**
 * Histogram of a unit's values over their extent. If no value is negative (a ReLU), zeros are left out, as they are
 * before clustering. Null when no value remains.
 */
export function histogram(values: Float32Array, { bins = 64 }: { readonly bins?: number } = {}): Histogram | null {
  let lower = Number.POSITIVE_INFINITY;
  let upper = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < lower) lower = value;
    if (value > upper) upper = value;
  }
  const rectified = lower >= 0;
  if (rectified) lower = 0;
  if (!(upper > lower)) return null;
  const counts = new Uint32Array(bins);
  const scale = bins / (upper - lower);
  for (const value of values) {
    if (rectified && value === 0) continue;
    const bin = Math.min(bins - 1, Math.floor((value - lower) * scale));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { lower: lower + 0, upper, counts };
}
