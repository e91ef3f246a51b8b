import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findRanges, givenRanges } from '../src/ranges/find-ranges.ts';
import { histogram } from '../src/ranges/histogram.ts';
import { optimalKMeans } from '../src/ranges/kmeans.ts';

const row = (values: Float32Array) => ({ samples: 1, height: 1, width: values.length });
const find = (values: number[], options = {}) => {
  const array = Float32Array.from(values);
  return findRanges(array, { shape: row(array), ...options });
};
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
const rectified = small.map((values) => [0, ...values.map(Math.abs)]);
const within = (v: number, r: { lowest: number; beyond: number }) =>
  v >= r.lowest && (v < r.beyond || r.beyond === Number.POSITIVE_INFINITY);

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
});

describe('contiguous ranges', () => {
  test('hold every value exactly once, zeros of a rectified unit excepted', () => {
    fc.assert(
      fc.property(fc.oneof(small, rectified), fc.integer({ min: 2, max: 5 }), (values, clusters) => {
        const { ranges, summary, outcome } = find(values, { clusters });
        fc.pre(outcome === 'EXPLAINED' || outcome === 'FEW_VALUES');
        for (const v of values) {
          const expected = summary.min >= 0 && v === 0 ? 0 : 1;
          expect(ranges.filter((r) => within(v, r)).length).toBe(expected);
        }
      }),
    );
  });

  test('meet half way between centres', () => {
    // centres 1.5 and 9.5, border 5.5
    expect(find([0, 1, 2, 9, 10], { clusters: 2 }).ranges.map((r) => [r.lower, r.upper])).toEqual([
      [0, 5.5],
      [5.5, null],
    ]);
  });
});

test('observed ranges are open at the least and greatest value of their cluster', () => {
  const { ranges } = find([0, 1, 2, 3, 9, 10], { clusters: 2, bounds: 'observed' });
  expect(ranges.map((r) => [r.lower, r.upper])).toEqual([
    [1, 3],
    [9, 10],
  ]);
  expect([1, 2, 3].map((v) => ranges.some((r) => within(v, r)))).toEqual([false, true, false]);
});

test('one cluster is everything above the 0.995 quantile, zeros counted', () => {
  // 0..1000: position 0.995 * 1000 = 995
  expect(
    find(
      Array.from({ length: 1001 }, (_, i) => i),
      { clusters: 1 },
    ).ranges[0]?.lower,
  ).toBeCloseTo(995, 9);
});

test('given ranges are open on both sides in float32', () => {
  const values = Float32Array.of(1, 2, 3);
  const [range] = givenRanges(values, [[1, 3]], { shape: row(values) }).ranges;
  expect([...values].map((v) => range !== undefined && within(v, range))).toEqual([false, true, false]);
});

test('units without ranges say why', () => {
  expect(find([0, 0]).outcome).toBe('DEAD');
  expect(find([2, 2]).outcome).toBe('CONSTANT');
  expect(find([0, 1, 2])).toMatchObject({ outcome: 'FEW_VALUES', ranges: [{}, {}] });
  const bad = Float32Array.of(0, 1, 2, 3, 4, 5, Number.NaN, 7);
  const found = findRanges(bad, { shape: { samples: 2, height: 2, width: 2 } });
  expect(found.outcome).toBe('NON_FINITE');
  expect(found.problem).toContain('sample 1, row 1, column 0');
});

test('histograms count every value once, without the zeros of a rectified unit', () => {
  // bins [0, 1) [1, 2) [2, 3) [3, 4]; the greatest value lies in the last
  expect(histogram(Float32Array.of(0, 0, 0.5, 1, 1.5, 4), { bins: 4 })).toEqual({
    lower: 0,
    upper: 4,
    counts: Uint32Array.of(1, 2, 0, 1),
  });
  expect(histogram(Float32Array.of(-2, 0, 2), { bins: 2 })?.counts).toEqual(Uint32Array.of(1, 2));
  expect(histogram(Float32Array.of(0, 0))).toBeNull();
});
