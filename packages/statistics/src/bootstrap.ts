import type { Interval } from './interval.ts';
import { createRandom } from './random.ts';

export interface BootstrapOptions {
  /** Decides the draws: the same rows in the same order give the same intervals. */
  readonly seed: number;
  /** How often rows are drawn anew. Default 1,000. */
  readonly resamples?: number | undefined;
  /** Share of the resamples that an interval holds. Default 0.95. */
  readonly confidence?: number | undefined;
  /** (row) the group that a row belongs to; whole groups are drawn. Default: each row by itself. */
  readonly groups?: readonly number[] | undefined;
}

/**
 * The percentile bootstrap interval of the mean of each column. Rows are drawn with replacement, whole, so that columns
 * share their draws; with `groups`, whole groups are, since rows of one group are not independent. A missing value counts
 * in no mean; a column without values has no interval. It is sure of a column whose values are all the same.
 * Source: B. Efron, R. Tibshirani, An Introduction to the Bootstrap (1993), chapters 8 and 13; A. C. Davison, D. V.
 * Hinkley, Bootstrap Methods and their Application (1997), section 3.8 for groups.
 * @param columns values by (column, row); null and NaN are missing
 * @example bootstrapMeans([[1, 2, 3, 4]], { seed: 1 }) // [{ lower: 1.5, upper: 3.5 }]
 */
export function bootstrapMeans(
  columns: readonly (readonly (number | null)[])[],
  { seed, resamples = 1_000, confidence = 0.95, groups }: BootstrapOptions,
): readonly (Interval | null)[] {
  const table = toTable(columns);
  const means = columns.map(() => new Float64Array(resamples));
  const draw = rowDrawer(columns[0]?.length ?? 0, { seed, groups });
  for (let resample = 0; resample < resamples; resample += 1) {
    const { sums, counts } = addRows(table, draw());
    for (const [at, own] of means.entries()) own[resample] = (sums[at] as number) / (counts[at] as number);
  }
  return means.map((own) => intervalOf(own, confidence));
}

/**
 * The interval of the mean of second − first over rows that have both: the same things measured twice. Null when no row
 * has both.
 * @example bootstrapDifference([1, 2, 3], [2, 3, 4], { seed: 1 }) // { difference: 1, lower: 1, upper: 1 }
 */
export function bootstrapDifference(
  first: readonly (number | null)[],
  second: readonly (number | null)[],
  options: BootstrapOptions,
): (Interval & { readonly difference: number }) | null {
  const column = first.map((value, row) => {
    const other = second[row];
    return value === null || other === null || other === undefined ? null : other - value;
  });
  const values = column.filter((value) => value !== null && !Number.isNaN(value)) as number[];
  const [interval] = bootstrapMeans([column], options);
  if (!interval) return null;
  return { difference: values.reduce((sum, value) => sum + value, 0) / values.length, ...interval };
}

/**
 * The interval of any statistic of rows; null when no resample has one.
 * @param rows how many there are
 * @param measure the statistic of the rows drawn, by their numbers; NaN where it says nothing. The array is used again
 * @example bootstrapOf(2, (rows) => rows.length, { seed: 1 }) // { lower: 2, upper: 2 }
 */
export function bootstrapOf(
  rows: number,
  measure: (rows: Uint32Array) => number,
  { seed, resamples = 1_000, confidence = 0.95, groups }: BootstrapOptions,
): Interval | null {
  const draw = rowDrawer(rows, { seed, groups });
  return intervalOf(
    Float64Array.from({ length: resamples }, () => measure(draw())),
    confidence,
  );
}

/**
 * The interval of a statistic of two independent samples, each drawn anew by itself; null when no resample has one.
 * @param sizes how many rows each has
 * @param measure the statistic of the rows drawn of each; NaN where it says nothing. The arrays are used again
 * @example bootstrapOfTwo([2, 3], (a, b) => b.length - a.length, { seed: 1 }) // { lower: 1, upper: 1 }
 */
export function bootstrapOfTwo(
  [first, second]: readonly [number, number],
  measure: (first: Uint32Array, second: Uint32Array) => number,
  { seed, resamples = 1_000, confidence = 0.95 }: Omit<BootstrapOptions, 'groups'>,
): Interval | null {
  const drawFirst = rowDrawer(first, { seed: 2 * seed, groups: undefined });
  const drawSecond = rowDrawer(second, { seed: 2 * seed + 1, groups: undefined });
  return intervalOf(
    Float64Array.from({ length: resamples }, () => measure(drawFirst(), drawSecond())),
    confidence,
  );
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

/** Gives the rows of one resample after the other; the array is used again. */
function rowDrawer(
  rows: number,
  { seed, groups }: { readonly seed: number; readonly groups: readonly number[] | undefined },
): () => Uint32Array {
  const random = createRandom(seed);
  if (!groups) {
    const drawn = new Uint32Array(rows);
    return () => {
      for (let at = 0; at < rows; at += 1) drawn[at] = random.below(rows);
      return drawn;
    };
  }
  const members = [...Map.groupBy(groups.keys(), (row) => groups[row]).values()];
  return () => Uint32Array.from(members.flatMap(() => members[random.below(members.length)] as number[]));
}

function addRows(
  { width, values, present }: Table,
  rows: Uint32Array,
): { readonly sums: Float64Array; readonly counts: Uint32Array } {
  const sums = new Float64Array(width);
  const counts = new Uint32Array(width);
  for (let draw = 0; draw < rows.length; draw += 1) {
    const start = (rows[draw] as number) * width;
    for (let at = 0; at < width; at += 1) {
      sums[at] = (sums[at] as number) + (values[start + at] as number);
      counts[at] = (counts[at] as number) + (present[start + at] as number);
    }
  }
  return { sums, counts };
}

function intervalOf(means: Float64Array, confidence: number): Interval | null {
  // A draw of missing values alone has no mean.
  const sorted = means.filter((mean) => !Number.isNaN(mean)).sort();
  if (sorted.length === 0) return null;
  const tail = (1 - confidence) / 2;
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { lower: at(tail), upper: at(1 - tail) };
}
