import { Scratch } from './scratch.ts';

/** 2^27 + 1 splits a float64 into two halves whose products are exact (Dekker 1971). */
const SPLITTER = 134_217_729;

/**
 * Sorted values by distinct value, with prefix sums of the values and of their squares: what the cost of a cluster needs.
 * Each sum is a float64 and the part that it lost in rounding. Sums run outwards from zero, so that those of small
 * values don't carry the rounding of large ones. So costs keep their digits where values have a large offset and a tiny
 * spread, or an outlier.
 */
export class DistinctSums {
  /** Distinct values. */
  readonly count: number;
  /** First position of each distinct value among the sorted ones; one more entry for the end. */
  readonly starts: Int32Array;
  /** (distinct value, 4): sum, what it lost, sum of squares, what it lost. Side by side, as they are read together. */
  readonly #sums: Float64Array;
  readonly #sorted: Float32Array;

  constructor(sorted: Float32Array, scratch: Scratch = new Scratch()) {
    this.#sorted = sorted;
    this.starts = startsOf(sorted, scratch);
    this.count = this.starts.length - 1;
    const length = 4 * (this.count + 1);
    this.#sums = new Float64Array(scratch.take('sums', 8 * length), 0, length);
    let zero = 0;
    while (zero < this.count && (sorted[this.starts[zero] as number] as number) < 0) zero += 1;
    this.#sums.fill(0, 4 * zero, 4 * (zero + 1));
    this.#accumulate(zero, 1);
    this.#accumulate(zero, -1);
  }

  /** Sum of squares of the distinct values from..to-1 around their mean; exactly 0 for one or none. */
  cost(from: number, to: number): number {
    if (to - from <= 1) return 0;
    const weight = (this.starts[to] as number) - (this.starts[from] as number);
    // sum = (to's sum) − (from's sum), in two parts: a + b.
    const sums = this.#sums;
    const upper = 4 * to;
    const lower = 4 * from;
    const large = sums[upper] as number;
    const small = sums[lower] as number;
    const a = large - small;
    const back = a - large;
    const b = large - (a - back) - (small + back) + ((sums[upper + 1] as number) - (sums[lower + 1] as number));
    // sum² = square + squareRest
    const square = a * a;
    const half = SPLITTER * a;
    const high = half - (half - a);
    const low = a - high;
    const squareRest = high * high - square + 2 * high * low + low * low + 2 * a * b;
    // sum² / weight = quotient + quotientRest
    const quotient = square / weight;
    const quotientHalf = SPLITTER * quotient;
    const quotientHigh = quotientHalf - (quotientHalf - quotient);
    // A weight has fewer than 27 bits: the products are exact.
    const left = square - quotientHigh * weight - (quotient - quotientHigh) * weight;
    const quotientRest = (left + squareRest) / weight;
    const largeSquares = sums[upper + 2] as number;
    const smallSquares = sums[lower + 2] as number;
    const c = largeSquares - smallSquares;
    const backSquares = c - largeSquares;
    const d =
      largeSquares -
      (c - backSquares) -
      (smallSquares + backSquares) +
      ((sums[upper + 3] as number) - (sums[lower + 3] as number));
    return Math.max(0, c - quotient + (d - quotientRest));
  }

  /** Mean of the distinct values from..to-1, weighted by how often they occur. */
  mean(from: number, to: number): number {
    const weight = (this.starts[to] as number) - (this.starts[from] as number);
    const sums = this.#sums;
    const sum = (sums[4 * to] as number) - (sums[4 * from] as number);
    return (sum + ((sums[4 * to + 1] as number) - (sums[4 * from + 1] as number))) / weight;
  }

  /** The first distinct value that is not below `bound`. */
  firstAtLeast(bound: number): number {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[this.starts[middle] as number] as number) < bound) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Fills the sums from a distinct value on, upwards (1) or downwards (−1); going down they are negative. */
  #accumulate(from: number, direction: 1 | -1): void {
    const sorted = this.#sorted;
    const sums = this.#sums;
    let sum = 0;
    let sumRest = 0;
    let squares = 0;
    let squaresRest = 0;
    const end = direction === 1 ? this.count : 0;
    for (let d = from; d !== end; d += direction) {
      const group = direction === 1 ? d : d - 1;
      const to = this.starts[group + 1] as number;
      for (let i = this.starts[group] as number; i < to; i += 1) {
        const value = direction * (sorted[i] as number);
        // next + (what rounding lost) = sum + value (Knuth's two-sum)
        const next = sum + value;
        const part = next - sum;
        sumRest += sum - (next - part) + (value - part);
        sum = next;
        const square = direction * value * value;
        const nextSquares = squares + square;
        const squarePart = nextSquares - squares;
        squaresRest += squares - (nextSquares - squarePart) + (square - squarePart);
        squares = nextSquares;
      }
      const at = 4 * (d + direction);
      sums[at] = sum;
      sums[at + 1] = sumRest;
      sums[at + 2] = squares;
      sums[at + 3] = squaresRest;
    }
  }
}

function startsOf(sorted: Float32Array, scratch: Scratch): Int32Array {
  const starts = new Int32Array(scratch.take('starts', 4 * (sorted.length + 1)), 0, sorted.length + 1);
  let count = 0;
  let before = Number.NaN;
  for (let i = 0; i < sorted.length; i += 1) {
    const value = sorted[i] as number;
    if (value === before) continue;
    starts[count] = i;
    count += 1;
    before = value;
  }
  starts[count] = sorted.length;
  return starts.subarray(0, count + 1);
}
