import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optimalKMeans } from '../src/ranges/kmeans.ts';

const squares = (values: number[]) => {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0);
};
const bruteForce = (values: number[], k: number): number => {
  if (k === 1) return squares(values);
  let best = squares(values);
  for (let at = 1; at < values.length; at += 1) {
    best = Math.min(best, squares(values.slice(0, at)) + bruteForce(values.slice(at), k - 1));
  }
  return best;
};
const small = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 9 });

const exactSquares = (values: readonly number[]): { above: bigint; below: bigint } => {
  const whole = values.map((v) => BigInt(v * 2 ** 60) * 2n ** 89n);
  const n = BigInt(values.length);
  const sum = whole.reduce((a, b) => a + b, 0n);
  return { above: n * whole.reduce((a, b) => a + b * b, 0n) - sum * sum, below: n };
};
type Fraction = ReturnType<typeof exactSquares>;
const plus = (a: Fraction, b: Fraction): Fraction => ({
  above: a.above * b.below + b.above * a.below,
  below: a.below * b.below,
});
const isLess = (a: Fraction, b: Fraction): boolean => a.above * b.below < b.above * a.below;
const exactBest = (values: readonly number[], k: number): Fraction => {
  let best = exactSquares(values);
  for (let at = 1; k > 1 && at < values.length; at += 1) {
    const sum = plus(exactBest(values.slice(0, at), k - 1), exactSquares(values.slice(at)));
    if (isLess(sum, best)) best = sum;
  }
  return best;
};

/** Values on which sums of squares in float64 lose their digits: far from zero and close together, or of many sizes. */
const treacherous = fc
  .record({
    offset: fc.constantFrom(0, 1, -1, 1e4, -1e7, 2 ** 24),
    scale: fc.constantFrom(1, 2 ** -10, 2 ** -20, 1e3),
    steps: fc.array(fc.nat(9), { minLength: 3, maxLength: 7 }),
    outliers: fc.array(fc.constantFrom(1e12, -1e12, 1e18, 2 ** -30, -(2 ** -40)), { maxLength: 3 }),
  })
  .map(({ offset, scale, steps, outliers }) =>
    [...steps.map((step) => Math.fround(offset + step * scale)), ...outliers.map(Math.fround)].sort((a, b) => a - b),
  );

describe('k-means', () => {
  test('reaches the least sum of squares of all partitions', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 4 }), (values, k) => {
        const sorted = [...values].sort((a, b) => a - b);
        const found = optimalKMeans(Float32Array.from(sorted), k).sumOfSquares;
        expect(found).toBeCloseTo(bruteForce(sorted, k), 6);
      }),
    );
  });

  test('finds the least division in exact arithmetic where float64 loses its digits', () => {
    fc.assert(
      fc.property(treacherous, fc.integer({ min: 1, max: 4 }), (sorted, k) => {
        const { starts } = optimalKMeans(Float32Array.from(sorted), k);
        const parts = starts.map((start, j) => exactSquares(sorted.slice(start, starts[j + 1])));
        const found = parts.reduce(plus);
        const best = exactBest(sorted, Math.min(k, new Set(sorted).size));
        // found <= best · (1 + 2^-40)
        expect(isLess({ above: best.above * (2n ** 40n + 1n), below: best.below * 2n ** 40n }, found)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test.each([2, 5, 12, 32])('equals the plain dynamic programme over thousands of values, %i clusters', (k) => {
    const shapes = { even: (u: number) => u, bunched: (u: number) => u ** 4, tailed: (u: number) => 1 / (u + 1e-4) };
    for (const [name, shape] of Object.entries(shapes)) {
      const sorted = Float32Array.from({ length: 3000 }, (_, i) => shape(((i * 7919) % 3001) / 3001)).sort();
      const expected = plainProgramme(sorted, k);
      expect(optimalKMeans(sorted, k).sumOfSquares / expected, name).toBeCloseTo(1, 9);
    }
  });
});

/** The textbook dynamic programme, every split tried: O(k·n²). */
function plainProgramme(sorted: Float32Array, k: number): number {
  const n = sorted.length;
  const [sums, squared] = [new Float64Array(n + 1), new Float64Array(n + 1)];
  sorted.forEach((value, i) => {
    sums[i + 1] = (sums[i] as number) + value;
    squared[i + 1] = (squared[i] as number) + value * value;
  });
  const costOf = (from: number, to: number): number =>
    (squared[to] as number) -
    (squared[from] as number) -
    ((sums[to] as number) - (sums[from] as number)) ** 2 / (to - from);
  let best = Float64Array.from({ length: n + 1 }, (_, to) => (to === 0 ? 0 : costOf(0, to)));
  for (let q = 2; q <= k; q += 1) {
    const before = best;
    best = Float64Array.from({ length: n + 1 }, (_, to) => {
      let least = Number.POSITIVE_INFINITY;
      for (let from = q - 1; from < to; from += 1) least = Math.min(least, (before[from] as number) + costOf(from, to));
      return least;
    });
  }
  return best[n] as number;
}
