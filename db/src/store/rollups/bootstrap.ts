/** How often samples are drawn anew: the interval's ends are means of rank 25 and 975. */
const RESAMPLES = 1_000;
const TAIL = 0.025;

export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The percentile bootstrap interval at 95 % of the mean of each column. Rows are drawn with replacement, whole, so that
 * columns share their samples; a missing value counts in no mean. The seed decides the draws: the same rows in the same
 * order give the same intervals. A column without values has none.
 * Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
 * @param columns values by (column, row); null and NaN are missing
 */
export function bootstrapMeans(
  columns: readonly (readonly (number | null)[])[],
  seed: number,
): readonly (Interval | null)[] {
  const rows = columns[0]?.length ?? 0;
  const values = columns.map((column) => Float64Array.from(column, (value) => value ?? 0));
  const present = columns.map((column) => Uint8Array.from(column, (value) => (value === null ? 0 : 1)));
  const means = columns.map(() => new Float64Array(RESAMPLES).fill(Number.NaN));
  const draws = new Uint32Array(rows);
  const random = randomBits(seed);
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    for (let row = 0; row < rows; row += 1) draws[row] = Math.floor((random() / 2 ** 32) * rows);
    for (const [at, column] of values.entries())
      (means[at] as Float64Array)[resample] = meanOf({ column, present: present[at] as Uint8Array, draws });
  }
  return means.map(intervalOf);
}

function meanOf({ column, present, draws }: { column: Float64Array; present: Uint8Array; draws: Uint32Array }): number {
  let sum = 0;
  let count = 0;
  for (const row of draws) {
    sum += column[row] as number;
    count += present[row] as number;
  }
  return count === 0 ? Number.NaN : sum / count;
}

function intervalOf(means: Float64Array): Interval | null {
  // A draw of missing values alone has no mean.
  const sorted = means.filter((mean) => !Number.isNaN(mean)).sort();
  if (sorted.length === 0) return null;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { lower: at(TAIL), upper: at(1 - TAIL) };
}

/** Whole numbers below 2³², evenly spread (mulberry32). */
function randomBits(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
