import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLUSTER_BOUNDS, type ClusterBounds, storedRange } from '../src/index.ts';
import { findRanges, givenRanges } from '../src/ranges/find-ranges.ts';

const values = fc.oneof(
  fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 }), { minLength: 2, maxLength: 60 }),
  // Behind a ReLU, with many zeros and ties.
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 60 }),
);

test('a range read back from its bounds and its rule is the range that was found', () => {
  fc.assert(
    fc.property(
      values,
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(...CLUSTER_BOUNDS),
      fc.boolean(),
      (list, clusters, bounds, layerOff) => {
        const shape = { samples: 1, height: 1, width: list.length };
        const { ranges, cells } = findRanges(Float32Array.from(list), { clusters, bounds, zerosOff: layerOff, shape });
        const rule = { bounds: clusters === 1 ? 'quantile' : bounds, zerosOff: (cells?.off ?? null) !== null } as const;
        const again = ranges.map(({ lower, upper, includesLower }, j) =>
          storedRange({ clusterIndex: j + 1, lower, upper, includesLower }, rule),
        );
        expect(again).toEqual(ranges);
      },
    ),
  );
});

test('so are ranges that were handed in', () => {
  const shape = { samples: 1, height: 1, width: 3 };
  const given = [
    [null, 1],
    [1, 2.5],
  ] as const;
  const { ranges } = givenRanges(Float32Array.of(0, 1, 2), given, { shape });
  const again = given.map(([lower, upper], j) => {
    const bounds = { clusterIndex: j + 1, lower, upper, includesLower: false };
    return storedRange(bounds, { bounds: 'given', zerosOff: false });
  });
  expect(again).toEqual(ranges);
});

test('where it was not kept whether the lower bound lies in a range, the rule tells', () => {
  const bounds = { lower: 1, upper: 2, includesLower: null };
  const includes = (clusterIndex: number, rule: ClusterBounds) =>
    storedRange({ ...bounds, clusterIndex }, { bounds: rule, zerosOff: false }).includesLower;
  expect([includes(1, 'contiguous'), includes(2, 'contiguous'), includes(2, 'observed')]).toEqual([false, true, false]);
});
