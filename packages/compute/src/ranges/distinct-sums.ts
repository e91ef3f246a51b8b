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
  readonly #sum: Float64Array;
  readonly #sumRest: Float64Array;
  readonly #squares: Float64Array;
  readonly #squaresRest: Float64Array;

  readonly #sorted: Float32Array;

  constructor(sorted: Float32Array) {
    this.#sorted = sorted;
    this.starts = startsOf(sorted);
    this.count = this.starts.length - 1;
    [this.#sum, this.#sumRest, this.#squares, this.#squaresRest] = [0, 0, 0, 0].map(
      () => new Float64Array(this.count + 1),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array];
    let zero = 0;
    while (zero < this.count && (sorted[this.starts[zero] as number] as number) < 0) zero += 1;
    this.#accumulate(zero, 1);
    this.#accumulate(zero, -1);
  }

  /** Sum of squares of the distinct values from..to-1 around their mean; exactly 0 for one or none. */
  cost(from: number, to: number): number {
    if (to - from <= 1) return 0;
    const weight = (this.starts[to] as number) - (this.starts[from] as number);
    // sum = (to's sum) − (from's sum), in two parts: a + b.
    const large = this.#sum[to] as number;
    const small = this.#sum[from] as number;
    const a = large - small;
    const back = a - large;
    const b = large - (a - back) - (small + back) + ((this.#sumRest[to] as number) - (this.#sumRest[from] as number));
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
    const largeSquares = this.#squares[to] as number;
    const smallSquares = this.#squares[from] as number;
    const c = largeSquares - smallSquares;
    const backSquares = c - largeSquares;
    const d =
      largeSquares -
      (c - backSquares) -
      (smallSquares + backSquares) +
      ((this.#squaresRest[to] as number) - (this.#squaresRest[from] as number));
    return Math.max(0, c - quotient + (d - quotientRest));
  }

  /** Mean of the distinct values from..to-1, weighted by how often they occur. */
  mean(from: number, to: number): number {
    const weight = (this.starts[to] as number) - (this.starts[from] as number);
    const sum = (this.#sum[to] as number) - (this.#sum[from] as number);
    return (sum + ((this.#sumRest[to] as number) - (this.#sumRest[from] as number))) / weight;
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
      const at = d + direction;
      this.#sum[at] = sum;
      this.#sumRest[at] = sumRest;
      this.#squares[at] = squares;
      this.#squaresRest[at] = squaresRest;
    }
  }
}

function startsOf(sorted: Float32Array): Int32Array {
  const starts = new Int32Array(sorted.length + 1);
  let count = 0;
  for (let i = 0; i < sorted.length; i += 1) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) starts[count++] = i;
  }
  starts[count] = sorted.length;
  return starts.subarray(0, count + 1);
}
