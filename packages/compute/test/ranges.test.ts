import { bilinearAxis, inRange, upsample } from '@strata/kernels';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ActivationRange, CLUSTER_BOUNDS } from '../src/ranges/activation-range.ts';
import { findRanges, givenRanges } from '../src/ranges/find-ranges.ts';
import { histogram } from '../src/ranges/histogram.ts';
import { zerosAreOff } from '../src/ranges/zero-rule.ts';

const row = (values: Float32Array) => ({ samples: 1, height: 1, width: values.length });
const find = (values: number[], options = {}) => {
  const array = Float32Array.from(values);
  return findRanges(array, { shape: row(array), ...options });
};
const small = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 2, maxLength: 9 });
const rectified = small.map((values) => [0, ...values.map(Math.abs)]);
const wild = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 80 });
const within = (v: number, { lowest, beyond, withoutZero }: ActivationRange) => inRange(v, lowest, beyond, withoutZero);

describe('contiguous ranges', () => {
  test('hold every value exactly once, zeros that are off excepted, whatever the signs of the others', () => {
    fc.assert(
      fc.property(
        fc.oneof(small, rectified, wild),
        fc.integer({ min: 2, max: 32 }),
        fc.boolean(),
        (list, clusters, zerosOff) => {
          const values = list.map(Math.fround);
          const { ranges, outcome, cells } = find(values, { clusters, zerosOff });
          fc.pre(outcome === 'EXPLAINED' || outcome === 'FEW_VALUES');
          for (const v of values) {
            expect(ranges.filter((r) => within(v, r)).length).toBe(zerosOff && v === 0 ? 0 : 1);
          }
          expect(cells?.off).toBe(zerosOff ? values.filter((v) => v === 0).length : null);
        },
      ),
    );
  });

  test('hold every pixel of an upsampled map exactly once, pixels of 0 where zeros are off excepted', () => {
    const maps = fc
      .record({
        height: fc.integer({ min: 1, max: 5 }),
        width: fc.integer({ min: 1, max: 5 }),
        rectified: fc.boolean(),
      })
      .chain(({ height, width, rectified: isRectified }) =>
        fc.record({
          shape: fc.constant({ height, width }),
          isRectified: fc.constant(isRectified),
          // Of both sizes: few values, so that they and their means lie on bounds, and any.
          list: fc.array(
            fc.oneof(
              fc.constantFrom(0, 1, 2, 3, 6),
              fc.float({ min: isRectified ? 0 : -8, max: 8, noNaN: true }),
              fc.constantFrom(2 ** -149, 2 ** -126),
            ),
            { minLength: height * width, maxLength: height * width },
          ),
          mask: fc.record({ height: fc.integer({ min: 1, max: 12 }), width: fc.integer({ min: 1, max: 12 }) }),
          clusters: fc.integer({ min: 2, max: 32 }),
          zerosOff: fc.boolean(),
        }),
      );
    fc.assert(
      fc.property(maps, ({ shape, list, mask, clusters, zerosOff }) => {
        const { ranges, outcome } = find(list, { clusters, zerosOff });
        fc.pre(outcome === 'EXPLAINED' || outcome === 'FEW_VALUES');
        const into = new Float32Array(mask.height * mask.width);
        const axes = { rows: bilinearAxis(shape.height, mask.height), columns: bilinearAxis(shape.width, mask.width) };
        upsample(Float32Array.from(list), { ...axes, into });
        for (const v of into) {
          expect(ranges.filter((r) => within(v, r)).length).toBe(zerosOff && v === 0 ? 0 : 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('are as many as asked for, 1 to 32, from enough values, and ascend', () => {
    const values = Array.from({ length: 200 }, (_, i) => Math.sin(i) * i);
    for (let clusters = 1; clusters <= 32; clusters += 1) {
      for (const bounds of CLUSTER_BOUNDS) {
        const { ranges, outcome } = find(values, { clusters, bounds });
        expect([clusters, ranges.length, outcome]).toEqual([clusters, clusters, 'EXPLAINED']);
        const lows = ranges.map(({ lowest }) => lowest);
        expect(lows).toEqual(lows.toSorted((a, b) => a - b));
      }
    }
  });

  test('meet half way between centres', () => {
    // centres 1.5 and 9.5, border 5.5
    expect(find([0, 1, 2, 9, 10], { clusters: 2, zerosOff: true }).ranges.map((r) => [r.lower, r.upper])).toEqual([
      [0, 5.5],
      [5.5, null],
    ]);
  });
});

describe('ranges of equal mass', () => {
  const tied = fc.array(
    fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(0), fc.float({ min: -9, max: 9, noNaN: true })),
    {
      minLength: 2,
      maxLength: 80,
    },
  );
  /** How often each value occurs, 0 and −0 as one. */
  const tiesOf = (values: number[]) => [...Map.groupBy(values, (v) => v + 0).values()].map(({ length }) => length);

  test('are ordered and disjoint, hold every value, part no tie, and differ in size by at most the largest tie', () => {
    fc.assert(
      fc.property(tied, fc.integer({ min: 2, max: 9 }), fc.boolean(), (drawn, clusters, zerosOff) => {
        const list = Array.from(Float32Array.from(drawn));
        const { ranges, outcome } = find(list, { clusters, zerosOff, bounds: 'equal-mass' });
        fc.pre(outcome === 'EXPLAINED' || outcome === 'FEW_VALUES');
        const values = list.filter((v) => !(zerosOff && v === 0));
        const sizes = ranges.map((range) => values.filter((v) => within(v, range)).length);
        for (const v of values) expect(ranges.filter((range) => within(v, range))).toHaveLength(1);
        for (const v of [...values, 0.5, -0.25])
          expect(ranges.filter((range) => within(v, range)).length).toBeLessThan(2);
        expect(sizes.reduce((a, b) => a + b)).toBe(values.length);
        const lows = ranges.map(({ lowest }) => lowest);
        expect(lows).toEqual(lows.toSorted((a, b) => a - b));
        expect(ranges).toHaveLength(Math.min(clusters, tiesOf(values).length));
        if (ranges.length === clusters)
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(Math.max(...tiesOf(values)));
        // None is empty.
        expect(Math.min(...sizes)).toBeGreaterThan(0);
      }),
      { numRuns: 1_000 },
    );
  });

  test('are as many values each where none is tied, and begin on a value', () => {
    const { ranges, withinClusterSumOfSquares } = find([5, 1, 4, 2, 6, 3], { clusters: 3, bounds: 'equal-mass' });
    expect(ranges.map((r) => [r.lower, r.upper, r.includesLower])).toEqual([
      [null, 3, false],
      [3, 5, true],
      [5, null, true],
    ]);
    expect(withinClusterSumOfSquares).toBeNull();
  });

  test('are fewer where there are fewer values, which is said', () => {
    const { ranges, outcome, problem } = find([0, 0, 0, 0, 0, 0, 0, 0, 1, 2], { clusters: 5, bounds: 'equal-mass' });
    expect(ranges.map((r) => [r.lower, r.upper])).toEqual([
      [null, 1],
      [1, 2],
      [2, null],
    ]);
    expect([outcome, problem]).toEqual(['FEW_VALUES', expect.stringMatching(/3 ranges/u)]);
  });

  test('leave out zeros that stand on their own', () => {
    const { ranges } = find([0, 0, 0, 0, 1, 2, 3, 4], { clusters: 2, bounds: 'equal-mass', zerosOff: true });
    expect(ranges.map((r) => [r.lower, r.upper])).toEqual([
      [0, 3],
      [3, null],
    ]);
    expect(ranges.some((r) => within(0, r))).toBe(false);
  });
});

test('observed ranges are open at the least and greatest value of their cluster', () => {
  const { ranges } = find([0, 1, 2, 3, 9, 10], { clusters: 2, bounds: 'observed', zerosOff: true });
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
  expect(find([0, 1, 2], { zerosOff: true })).toMatchObject({ outcome: 'FEW_VALUES', ranges: [{}, {}] });
  const bad = Float32Array.of(0, 1, 2, 3, 4, 5, Number.NaN, 7);
  const found = findRanges(bad, { shape: { samples: 2, height: 2, width: 2 } });
  expect(found.outcome).toBe('NON_FINITE');
  expect(found.problem).toContain('sample 1, row 1, column 0');
});

test('values whose difference is no float32 are refused like infinities, with their place', () => {
  const found = findRanges(Float32Array.of(0, 1, 3.3e38, -3.3e38), { shape: { samples: 1, height: 2, width: 2 } });
  expect(found.outcome).toBe('NON_FINITE');
  expect(found.problem).toMatch(/at most 1\.7e38, found 3\.29\d*e\+38 at sample 0, row 1, column 0/);
  const widest = Float32Array.of(0, 1, 2, 1.7e38);
  expect(findRanges(widest, { shape: { samples: 1, height: 2, width: 2 } }).outcome).not.toBe('NON_FINITE');
});

test('histograms count every value once, without zeros that are off', () => {
  // bins [0, 1) [1, 2) [2, 3) [3, 4]; the greatest value lies in the last
  expect(histogram(Float32Array.of(0, 0, 0.5, 1, 1.5, 4), { bins: 4, withoutZeros: true })).toEqual({
    lower: 0,
    upper: 4,
    counts: Uint32Array.of(1, 2, 0, 1),
  });
  expect(histogram(Float32Array.of(-2, 0, 2), { bins: 2 })?.counts).toEqual(Uint32Array.of(1, 2));
  expect(histogram(Float32Array.of(-2, 0, 2), { bins: 2, withoutZeros: true })?.counts).toEqual(Uint32Array.of(1, 1));
  expect(histogram(Float32Array.of(0, 2, 4), { bins: 2 })?.counts).toEqual(Uint32Array.of(1, 2));
  expect(histogram(Float32Array.of(0, 0), { withoutZeros: true })).toBeNull();
});

test('a value barely below 0 changes neither that zeros are off nor, but for itself, what the ranges hold', () => {
  const plain = [0, 0, 0, 0, 0, 1, 2, 3, 7, 8, 9];
  const touched = [-1e-6, ...plain.slice(1)];
  const options = { clusters: 2, zerosOff: true };
  const [before, after] = [find(plain, options), find(touched, options)];
  const held = ({ ranges }: typeof before) => ranges.map((range) => plain.filter((v) => within(v, range)));
  expect(held(after)).toEqual(held(before));
  expect([before.cells?.off, after.cells?.off]).toEqual([5, 4]);
  // Without the rule they are values like any other.
  expect(find(touched, { clusters: 2 }).cells?.off).toBeNull();
});

test('of values without many zeros none is off, and the lowest range has no end', () => {
  const { ranges, cells } = find([0, 1, 2, 9, 10], { clusters: 2 });
  expect([ranges[0]?.lower, cells]).toEqual([null, { total: 5, off: null, top: 2, saturated: 0 }]);
});

test('−0 is off as 0 is', () => {
  expect(find([-0, 0, 1, 2, 9], { clusters: 2, zerosOff: true }).cells?.off).toBe(2);
});

test('saturated values of the highest range are counted, also those that the paper’s rule loses', () => {
  const values = [0, 0, 0, 1, 2, 5, 6, 6, 6];
  // centres 1.5 and 5.75: the highest range has 5, 6, 6, 6
  const contiguous = find(values, { clusters: 2, zerosOff: true });
  expect(contiguous.cells).toEqual({ total: 9, off: 3, top: 4, saturated: 3 });
  // (5, 6) without its ends
  expect(find(values, { clusters: 2, zerosOff: true, bounds: 'observed' }).cells).toMatchObject({
    top: 3,
    saturated: 3,
  });
  expect(find([0, 1, 2, 5, 6], { clusters: 2, zerosOff: true }).cells).toMatchObject({ saturated: 0 });
});

test('one cluster of a saturated unit is what lies on the quantile, and says how much is tied', () => {
  // 200 values, 20 of them 6: position 0.995 · 199 lies among them, and nothing above.
  const { ranges, cells } = find(
    Array.from({ length: 200 }, (_, i) => (i < 20 ? 6 : i % 5)),
    { clusters: 1, zerosOff: true },
  );
  expect(ranges).toMatchObject([{ lower: 6, upper: null, lowest: 6, includesLower: true }]);
  expect(cells).toMatchObject({ total: 200, off: 36, top: 20, saturated: 20 });
});

test('zeros that lie in the range of one cluster, or in one handed in, are not off', () => {
  const values = Float32Array.from({ length: 200 }, (_, i) => (i < 20 ? 0 : -1 - (i % 5)));
  const top = findRanges(values, { clusters: 1, zerosOff: true, shape: row(values) });
  expect([top.ranges[0]?.lower, top.cells?.off]).toEqual([0, null]);
  const given = givenRanges(values, [[-1, 1]], { shape: row(values), zerosOff: true });
  expect([given.ranges[0]?.withoutZero, given.cells?.off]).toEqual([false, null]);
});

test('a layer’s zeros are off from its share on, over all units, or never', () => {
  expect(zerosAreOff({ zeros: 1, values: 20 }, 0.05)).toBe(true);
  expect(zerosAreOff({ zeros: 1, values: 21 }, 0.05)).toBe(false);
  expect(zerosAreOff({ zeros: 20, values: 20 }, null)).toBe(false);
  expect(zerosAreOff({ zeros: 20, values: 20 }, 1)).toBe(true);
});
