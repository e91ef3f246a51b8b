import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedRange } from '../src/index.ts';
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
      fc.constantFrom('contiguous', 'observed'),
      (list, clusters, bounds) => {
        const shape = { samples: 1, height: 1, width: list.length };
        const { ranges } = findRanges(Float32Array.from(list), { clusters, bounds, shape });
        const rule = clusters === 1 ? 'quantile' : bounds;
        const again = ranges.map(({ lower, upper }, j) => storedRange({ clusterIndex: j + 1, lower, upper }, rule));
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
  expect(given.map(([lower, upper], j) => storedRange({ clusterIndex: j + 1, lower, upper }, 'given'))).toEqual(ranges);
});
