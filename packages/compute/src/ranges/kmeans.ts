/** Optimal clusters of sorted values. */
export interface Clusters {
  /** Where each cluster starts in the sorted values, ascending; the first is 0. */
  readonly starts: readonly number[];
  readonly centres: readonly number[];
  /** Within-cluster sum of squares. */
  readonly sumOfSquares: number;
}

/**
 * The optimal 1-D k-means of sorted values, found exactly: no seed, no local optimum. Distinct values are weighted by
 * their count and the dynamic programme over them is filled by divide and conquer, as the best last split never moves
 * left: O(k·n·log n) for n distinct values. Fewer distinct values than k give that many clusters. Of splits with equal
 * sums the leftmost is taken. Source: Wang & Song 2011 (Ckmeans.1d.dp); Grønlund et al. 2017.
 * @throws RangeError when there is no value or k is not positive.
 */
export function optimalKMeans(sorted: Float32Array, k: number): Clusters {
  if (sorted.length === 0 || k < 1) throw new RangeError('k-means needs at least one value and one cluster.');
  const distinct = weighDistinct(sorted);
  const clusters = Math.min(k, distinct.count);
  const splits = fillProgramme(distinct, clusters);
  return readClusters(distinct, splits, clusters);
}

interface DistinctValues {
  readonly count: number;
  /** Subtracted from every value, so that sums of squares keep their digits. */
  readonly shift: number;
  /** First position of each distinct value among the sorted ones; one more entry for the end. */
  readonly starts: Int32Array;
  /** Prefix sums of weight·value and weight·value², shifted; index i covers the first i distinct values. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

function weighDistinct(sorted: Float32Array): DistinctValues {
  const starts = new Int32Array(sorted.length + 1);
  let count = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) {
      starts[count] = i;
      count += 1;
    }
  }
  starts[count] = sorted.length;
  let total = 0;
  for (const value of sorted) total += value;
  const shift = total / sorted.length;
  const sums = new Float64Array(count + 1);
  const squares = new Float64Array(count + 1);
  for (let i = 0; i < count; i += 1) {
    const start = starts[i] as number;
    const weight = (starts[i + 1] as number) - start;
    const value = (sorted[start] as number) - shift;
    sums[i + 1] = (sums[i] as number) + weight * value;
    squares[i + 1] = (squares[i] as number) + weight * value * value;
  }
  return { count, shift, starts, sums, squares };
}

/** Sum of squares of the distinct values from..to-1 around their mean. */
function cost({ starts, sums, squares }: DistinctValues, from: number, to: number): number {
  const weight = (starts[to] as number) - (starts[from] as number);
  const sum = (sums[to] as number) - (sums[from] as number);
  return Math.max(0, (squares[to] as number) - (squares[from] as number) - (sum * sum) / weight);
}

/** For each number of clusters and each prefix: where the last cluster starts. */
function fillProgramme(distinct: DistinctValues, clusters: number): Int32Array[] {
  const { count } = distinct;
  let best = new Float64Array(count + 1);
  for (let to = 1; to <= count; to += 1) best[to] = cost(distinct, 0, to);
  const splits = [new Int32Array(count + 1)];
  for (let q = 2; q <= clusters; q += 1) {
    const next = new Float64Array(count + 1).fill(Number.POSITIVE_INFINITY);
    const split = new Int32Array(count + 1);
    fillRow({ distinct, best, next, split }, { low: q, high: count, from: q - 1, to: count - 1 });
    best = next;
    splits.push(split);
  }
  return splits;
}

interface Row {
  readonly distinct: DistinctValues;
  readonly best: Float64Array;
  readonly next: Float64Array;
  readonly split: Int32Array;
}

/** Fills prefixes low..high, whose last cluster starts somewhere in from..to. */
function fillRow(row: Row, { low, high, from, to }: { low: number; high: number; from: number; to: number }): void {
  if (low > high) return;
  const middle = (low + high) >> 1;
  let leastCost = Number.POSITIVE_INFINITY;
  let leastSplit = from;
  for (let start = from; start <= Math.min(middle - 1, to); start += 1) {
    const candidate = (row.best[start] as number) + cost(row.distinct, start, middle);
    if (candidate < leastCost) {
      leastCost = candidate;
      leastSplit = start;
    }
  }
  row.next[middle] = leastCost;
  row.split[middle] = leastSplit;
  fillRow(row, { low, high: middle - 1, from, to: leastSplit });
  fillRow(row, { low: middle + 1, high, from: leastSplit, to });
}

function readClusters(distinct: DistinctValues, splits: readonly Int32Array[], clusters: number): Clusters {
  const starts: number[] = [];
  const centres: number[] = [];
  let sumOfSquares = 0;
  let to = distinct.count;
  for (let q = clusters; q >= 1; q -= 1) {
    const from = q === 1 ? 0 : (splits[q - 1]?.[to] as number);
    const weight = (distinct.starts[to] as number) - (distinct.starts[from] as number);
    starts.unshift(distinct.starts[from] as number);
    centres.unshift(distinct.shift + ((distinct.sums[to] as number) - (distinct.sums[from] as number)) / weight);
    sumOfSquares += cost(distinct, from, to);
    to = from;
  }
  return { starts, centres, sumOfSquares };
}
