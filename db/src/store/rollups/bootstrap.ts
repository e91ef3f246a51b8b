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
  const table = toTable(columns);
  const means = columns.map(() => new Float64Array(RESAMPLES));
  const random = randomBits(seed);
  for (let resample = 0; resample < RESAMPLES; resample += 1) {
    const { sums, counts } = drawRows(table, { rows, random });
    for (const [at, own] of means.entries()) own[resample] = (sums[at] as number) / (counts[at] as number);
  }
  return means.map(intervalOf);
}

/** Values and whether they are there, by (row, column): a drawn row is read in one go. */
interface Table {
  readonly width: number;
  readonly values: Float64Array;
  readonly present: Uint8Array;
}

function toTable(columns: readonly (readonly (number | null)[])[]): Table {
  const width = columns.length;
  const rows = columns[0]?.length ?? 0;
  const values = new Float64Array(rows * width);
  const present = new Uint8Array(rows * width);
  for (const [at, column] of columns.entries())
    for (const [row, value] of column.entries()) {
      if (value === null || Number.isNaN(value)) continue;
      values[row * width + at] = value;
      present[row * width + at] = 1;
    }
  return { width, values, present };
}

function drawRows(
  { width, values, present }: Table,
  { rows, random }: { rows: number; random: () => number },
): { sums: Float64Array; counts: Uint32Array } {
  const sums = new Float64Array(width);
  const counts = new Uint32Array(width);
  for (let draw = 0; draw < rows; draw += 1) {
    const start = Math.floor((random() / 2 ** 32) * rows) * width;
    for (let at = 0; at < width; at += 1) {
      sums[at] = (sums[at] as number) + (values[start + at] as number);
      counts[at] = (counts[at] as number) + (present[start + at] as number);
    }
  }
  return { sums, counts };
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
