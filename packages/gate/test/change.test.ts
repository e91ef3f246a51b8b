import type { UnitPart } from '@strata/db';
import { createRandom } from '@strata/statistics';
import { describe, expect, it } from 'vitest';
import { changeOf } from '../src/decide/change.ts';
import { decideBound, type Measurement } from '../src/decide/outcome.ts';

const parts = (values: readonly number[]): UnitPart[] => values.map((part, unit) => ({ unit, part, of: 1 }));

function measured(measurement: Measurement) {
  if ('missing' in measurement) throw new Error(measurement.missing);
  return measurement.measured;
}

/** Sum of uniform numbers: near enough to a bell. */
function noise(random: ReturnType<typeof createRandom>): number {
  return random.below(1000) / 1000 + random.below(1000) / 1000 + random.below(1000) / 1000 - 1.5;
}

describe('changeOf', () => {
  it('is the difference of the means, or its share of the first', () => {
    // Means 2 and 3: 1 more, half as much again. Fours of whole numbers have exact means.
    const [before, after] = [parts([1, 2, 3, 2]), parts([2, 3, 4, 3])];
    const asked = { paired: true, seed: 1 };
    expect(measured(changeOf(before, after, { ...asked, relative: false }))).toMatchObject({
      value: 1,
      lower: 1,
      upper: 1,
      n: 4,
    });
    expect(measured(changeOf(before, after, { ...asked, relative: true })).value).toBeCloseTo(0.5);
  });

  it('is the change of a ratio of sums where values are parts of something', () => {
    // 3 of 6 before, 6 of 8 after.
    const before = [
      { unit: 0, part: 1, of: 2 },
      { unit: 1, part: 2, of: 4 },
    ];
    const after = [
      { unit: 0, part: 3, of: 4 },
      { unit: 1, part: 3, of: 4 },
    ];
    expect(measured(changeOf(before, after, { paired: true, relative: false, seed: 1 })).value).toBeCloseTo(0.25);
  });

  it('pairs neurons by number and counts those that both have', () => {
    const before = parts([1, 2, 3, 4]);
    const after = [5, 4, 3, 2].map((part, at) => ({ unit: 3 - at, part, of: 1 })).reverse();
    expect(
      measured(changeOf(before, [...after, { unit: 9, part: 100, of: 1 }], { paired: true, relative: false, seed: 1 })),
    ).toMatchObject({
      value: 1,
      lower: 1,
      upper: 1,
      n: 4,
    });
  });

  it('tells nothing of a single neuron, or of a share of nothing', () => {
    expect(changeOf(parts([1]), parts([2]), { paired: true, relative: false, seed: 1 })).toHaveProperty('missing');
    expect(changeOf(parts([0, 0]), parts([1, 2]), { paired: true, relative: true, seed: 1 })).toHaveProperty('missing');
  });

  it.each([
    { paired: true, relative: false },
    { paired: false, relative: false },
    { paired: false, relative: true },
  ])('fails what has not changed, or passes what has by nothing, in at most one case in twenty: %o', (options) => {
    const random = createRandom(5);
    const runs = 400;
    let wrong = 0;
    for (let run = 0; run < runs; run += 1) {
      const own = Array.from({ length: 60 }, () => 5 + noise(random));
      const second = options.paired ? own.map((value) => value + noise(random) / 2) : own.map(() => 5 + noise(random));
      const { lower, upper } = measured(changeOf(parts(own), parts(second), { ...options, seed: run }));
      const outcome = decideBound({ lower, upper }, { required: 0, greaterIsBetter: true });
      if (outcome !== 'COULD_NOT_JUDGE') wrong += 1;
    }
    // Both sides together: one in twenty, with room for chance in 400 runs (mean 20, standard deviation 4.4).
    expect(wrong).toBeLessThanOrEqual(34);
  });
});
