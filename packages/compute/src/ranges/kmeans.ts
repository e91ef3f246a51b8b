import { DistinctSums } from './distinct-sums.ts';
import { type LeastColumns, leastColumns } from './least-columns.ts';
import { Scratch } from './scratch.ts';
import { areSingle, cutByCost, refine, type SplitCells } from './split-cells.ts';

/** Optimal clusters of sorted values. */
export interface Clusters {
  /** Where each cluster starts in the sorted values, ascending; the first is 0. */
  readonly starts: readonly number[];
  readonly centres: readonly number[];
  /** Within-cluster sum of squares. */
  readonly sumOfSquares: number;
}

/** Stretches at the start, about. */
const CELLS = 256;
/** Parts of a stretch that is kept. */
const PARTS = 4;
/** Lloyd's steps end when one gains less than this share. */
const POLISHED = 1e-7;
/** Room for rounding when a stretch is ruled out, relative to the best sum found. */
const SLACK = 1e-9;

/**
 * The optimal 1-D k-means of sorted values, found exactly: no seed, no local optimum. The dynamic programme over the
 * places where clusters meet is first solved for stretches of places instead of places: leaving out the values inside a
 * stretch gives a lower bound for every place in it. Stretches whose bound exceeds the sum of a division already found
 * can't hold the optimum and are dropped; the others are cut finer, until single places are left and the programme over
 * them is exact. The first stretches are cut so that each leaves out about equally much, and little. Fewer distinct values than k give that many clusters. Of divisions with equal sums the one with the
 * leftmost last split is taken, and so on downwards. Source for the programme: Wang & Song 2011 (Ckmeans.1d.dp),
 * Grønlund et al. 2017.
 * @throws RangeError when there is no value or k is not positive.
 */
export function optimalKMeans(
  sorted: Float32Array,
  k: number,
  { scratch = new Scratch() }: { readonly scratch?: Scratch } = {},
): Clusters {
  if (sorted.length === 0 || k < 1) throw new RangeError('k-means needs at least one value and one cluster.');
  const sums = new DistinctSums(sorted, scratch);
  return readClusters(sums, findSplits(sums, Math.min(k, sums.count)));
}

/** The distinct values with which clusters 2.. start. */
function findSplits(sums: DistinctSums, clusters: number): number[] {
  if (clusters === 1) return [];
  if (clusters === sums.count) return Array.from({ length: clusters - 1 }, (_, i) => i + 1);
  const whole = cutByCost(sums, CELLS);
  let cells = Array.from({ length: clusters - 1 }, () => whole);
  let found = Number.POSITIVE_INFINITY;
  for (;;) {
    const lower = upwards(sums, cells);
    const upper = downwards(sums, cells);
    const splits = bestSplits({ cells, lower, upper });
    if (cells.every(areSingle)) return splits;
    found = Math.min(found, polish(sums, splits));
    const limit = found * (1 + SLACK);
    cells = cells.map((own, q) => {
      const below = lower[q]?.least as Float64Array;
      const above = upper[q] as Float64Array;
      return refine(own, (c) => (below[c] as number) + (above[c] as number) <= limit, PARTS);
    });
  }
}

/** For each split and stretch: the least sum of squares of everything below the stretch. */
function upwards(sums: DistinctSums, cells: readonly SplitCells[]): LeastColumns[] {
  const rows: LeastColumns[] = [];
  cells.forEach((own, q) => {
    const before = cells[q - 1];
    const below = rows[q - 1]?.least;
    if (!before || !below) {
      rows.push({ least: Float64Array.from(own.first, (place) => sums.cost(0, place)), column: new Int32Array(0) });
      return;
    }
    const counting = countingBelow(before.first, own.last);
    rows.push(
      leastColumns({
        rows: own.first.length,
        columns: (row) => counting[row] as number,
        value: (row, column) =>
          (below[column] as number) + sums.cost(before.last[column] as number, own.first[row] as number),
      }),
    );
  });
  return rows;
}

/** For each split and stretch: the least sum of squares of everything above the stretch. */
function downwards(sums: DistinctSums, cells: readonly SplitCells[]): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let q = cells.length - 1; q >= 0; q -= 1) {
    const own = cells[q] as SplitCells;
    const after = cells[q + 1];
    const above = rows[0];
    if (!after || !above) {
      rows.unshift(Float64Array.from(own.last, (place) => sums.cost(place, sums.count)));
      continue;
    }
    // Rows and columns are counted from the end, so that the columns that count come first.
    const [lastRow, lastColumn] = [own.first.length - 1, after.first.length - 1];
    const counting = countingBelow(after.last.map((p) => -p).reverse(), own.first.map((p) => -p).reverse());
    const { least } = leastColumns({
      rows: own.first.length,
      columns: (row) => counting[row] as number,
      value: (row, column) =>
        (above[lastColumn - column] as number) +
        sums.cost(own.last[lastRow - row] as number, after.first[lastColumn - column] as number),
    });
    rows.unshift(least.reverse());
  }
  return rows;
}

/** For each limit how many of the ascending places lie below it. Limits ascend, too. */
function countingBelow(places: Int32Array, limits: Int32Array): Int32Array {
  let count = 0;
  return limits.map((limit) => {
    while (count < places.length && (places[count] as number) < limit) count += 1;
    return count;
  });
}

interface Solved {
  readonly cells: readonly SplitCells[];
  readonly lower: readonly LeastColumns[];
  readonly upper: readonly Float64Array[];
}

/** The first places of the stretches with the least bound, leftmost first. */
function bestSplits({ cells, lower, upper }: Solved): number[] {
  const below = lower.at(-1)?.least as Float64Array;
  const above = upper.at(-1) as Float64Array;
  let at = 0;
  for (let cell = 1; cell < below.length; cell += 1) {
    if ((below[cell] as number) + (above[cell] as number) < (below[at] as number) + (above[at] as number)) at = cell;
  }
  const splits: number[] = [];
  for (let q = cells.length - 1; q >= 0; q -= 1) {
    splits.unshift(cells[q]?.first[at] as number);
    at = lower[q]?.column[at] as number;
  }
  return splits;
}

/** The sum of squares of a division near the given one: Lloyd's steps, a few of which come close to the optimum. */
function polish(sums: DistinctSums, near: readonly number[]): number {
  let splits = [...near];
  let least = Number.POSITIVE_INFINITY;
  for (;;) {
    for (let q = 0; q < splits.length; q += 1) {
      const from = (splits[q - 1] ?? 0) + 1;
      splits[q] = Math.min(Math.max(splits[q] as number, from), sums.count - splits.length + q);
    }
    const { centres, sumOfSquares } = readClusters(sums, splits);
    if (!(sumOfSquares < least * (1 - POLISHED))) return Math.min(least, sumOfSquares);
    least = sumOfSquares;
    splits = splits.map((_, q) => sums.firstAtLeast(((centres[q] as number) + (centres[q + 1] as number)) / 2));
  }
}

function readClusters(sums: DistinctSums, splits: readonly number[]): Clusters {
  const edges = [0, ...splits, sums.count];
  const parts = splits.length + 1;
  const each = <T>(of: (from: number, to: number) => T): T[] =>
    Array.from({ length: parts }, (_, j) => of(edges[j] as number, edges[j + 1] as number));
  return {
    starts: each((from) => sums.starts[from] as number),
    centres: each((from, to) => sums.mean(from, to)),
    sumOfSquares: each((from, to) => sums.cost(from, to)).reduce((a, b) => a + b, 0),
  };
}
