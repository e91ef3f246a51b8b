import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapDifference, bootstrapMeans, bootstrapOfTwo, createRandom } from '../src/index.ts';

describe('the bootstrap interval of a mean', () => {
  it('holds the mean between the least value and the greatest, and is the same every time', () => {
    const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.nat(), (column, seed) => {
        const [interval] = bootstrapMeans([column], { seed });
        expect(interval?.lower).toBeGreaterThanOrEqual(Math.min(...column) - 1e-9);
        expect(interval?.upper).toBeLessThanOrEqual(Math.max(...column) + 1e-9);
        expect(interval?.lower).toBeLessThanOrEqual(interval?.upper ?? 0);
        expect(bootstrapMeans([column], { seed })).toEqual([interval]);
      }),
      { numRuns: 50 },
    );
  });

  it('is about 1.96 standard errors to both sides of a plain sample’s mean', () => {
    // 0 … 999: mean 499.5, standard error 288.7 / √1000 = 9.13, so ± 17.9.
    const [interval] = bootstrapMeans([Array.from({ length: 1000 }, (_, at) => at)], { seed: 1 });
    expect(Math.abs((interval?.lower ?? 0) - (499.5 - 17.9))).toBeLessThan(2);
    expect(Math.abs((interval?.upper ?? 0) - (499.5 + 17.9))).toBeLessThan(2);
  });

  it('leaves missing values out and knows none for a column without values', () => {
    const columns = [
      [1, null, 1],
      [null, null, null],
    ];
    expect(bootstrapMeans(columns, { seed: 7 })).toEqual([{ lower: 1, upper: 1 }, null]);
  });

  it('narrows with less confidence', () => {
    const column = Array.from({ length: 50 }, (_, at) => at);
    const [wide] = bootstrapMeans([column], { seed: 2 });
    const [narrow] = bootstrapMeans([column], { seed: 2, confidence: 0.5 });
    expect(narrow?.lower).toBeGreaterThan(wide?.lower ?? 0);
    expect(narrow?.upper).toBeLessThan(wide?.upper ?? 0);
  });
});

describe('rows that belong together', () => {
  it('are drawn together: groups of equal rows are worth one row each', () => {
    const groups = Array.from({ length: 40 }, (_, row) => Math.floor(row / 10));
    const [grouped] = bootstrapMeans([groups], { seed: 1, groups });
    // Four values 0 … 3 drawn four at a time, the same draws as if each stood alone.
    expect(grouped).toEqual(bootstrapMeans([[0, 1, 2, 3]], { seed: 1 })[0]);
    const [apart] = bootstrapMeans([groups], { seed: 1 });
    expect((grouped?.upper ?? 0) - (grouped?.lower ?? 0)).toBeGreaterThan(
      2 * ((apart?.upper ?? 0) - (apart?.lower ?? 0)),
    );
  });

  it('give intervals that hold the truth where single rows would not', () => {
    const random = createRandom(9);
    const bell = () => random.next() + random.next() + random.next() - 1.5;
    const held = { grouped: 0, apart: 0 };
    for (let world = 0; world < 200; world += 1) {
      // 25 drives of 6 frames that have most in common; the true mean is 0.
      const groups = Array.from({ length: 150 }, (_, row) => Math.floor(row / 6));
      const common = Array.from({ length: 25 }, bell);
      const column = groups.map((group) => (common[group] as number) + 0.3 * bell());
      const holds = (of: readonly number[] | undefined) => {
        const [interval] = bootstrapMeans([column], { seed: world, resamples: 300, groups: of });
        return interval && interval.lower <= 0 && 0 <= interval.upper ? 1 : 0;
      };
      held.grouped += holds(groups);
      held.apart += holds(undefined);
    }
    // 95 % of 200 is 190, standard deviation 3.1; 25 groups make it a little too narrow.
    expect(held.grouped).toBeGreaterThan(190 - 4 * 3.1);
    expect(held.apart).toBeLessThan(150);
  });
});

describe('the bootstrap interval of a paired difference', () => {
  it('takes pairs as they are: what rises by the same everywhere has no doubt about it', () => {
    const first = Array.from({ length: 30 }, (_, at) => 10 * at);
    const second = first.map((value) => value + 2);
    expect(bootstrapDifference(first, second, { seed: 1 })).toEqual({ difference: 2, lower: 2, upper: 2 });
  });

  it('leaves out pairs that miss one, and knows none without a pair', () => {
    const found = bootstrapDifference([1, null, 5], [2, 9, null], { seed: 1 });
    expect(found).toEqual({ difference: 1, lower: 1, upper: 1 });
    expect(bootstrapDifference([1, null], [null, 2], { seed: 1 })).toBeNull();
  });
});

describe('bootstrapOfTwo', () => {
  const mean = (values: readonly number[], rows: Uint32Array) =>
    rows.reduce((sum, row) => sum + (values[row] as number), 0) / rows.length;

  it('is sure of what never differs, and holds the difference of two means in about 95 % of samples', () => {
    expect(bootstrapOfTwo([2, 3], (a, b) => b.length - a.length, { seed: 1 })).toEqual({ lower: 1, upper: 1 });
    const random = createRandom(11);
    let held = 0;
    const runs = 300;
    for (let run = 0; run < runs; run += 1) {
      const [first, second] = [50, 70].map((n) => Array.from({ length: n }, () => random.next() + random.next()));
      const measure = (a: Uint32Array, b: Uint32Array) => mean(second ?? [], b) - mean(first ?? [], a);
      const interval = bootstrapOfTwo([50, 70], measure, { seed: run, resamples: 400 });
      if (interval && interval.lower <= 0 && 0 <= interval.upper) held += 1;
    }
    // 285, with room for chance (standard deviation 3.8).
    expect(held).toBeGreaterThan(268);
  });
});
