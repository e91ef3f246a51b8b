import { describe, expect, it } from 'vitest';
import { controlsApart, excessOver, shareError, studentQuantile } from '../src/index.ts';

describe("Student's t", () => {
  it.each([
    // R. A. Fisher, F. Yates, Statistical Tables, table III: the value that |t| passes with 5 % and with 1 %.
    [1, 12.706, 63.657],
    [2, 4.303, 9.925],
    [3, 3.182, 5.841],
    [4, 2.776, 4.604],
    [5, 2.571, 4.032],
    [9, 2.262, 3.25],
    [30, 2.042, 2.75],
    [120, 1.98, 2.617],
  ])('with %i degrees of freedom has the published quantiles', (degrees, five, one) => {
    expect(Number(studentQuantile(0.975, degrees).toFixed(3))).toBe(five);
    expect(Number(studentQuantile(0.995, degrees).toFixed(3))).toBe(one);
    expect(studentQuantile(0.025, degrees)).toBeCloseTo(-studentQuantile(0.975, degrees), 10);
  });

  it('has its middle at 0 and refuses what is no quantile', () => {
    expect(studentQuantile(0.5, 4)).toBe(0);
    for (const [probability, degrees] of [
      [0, 4],
      [1, 4],
      [Number.NaN, 4],
      [0.9, 0],
      [0.9, 2.5],
    ] as const)
      expect(() => studentQuantile(probability, degrees)).toThrow(RangeError);
  });
});

describe('the excess over left-out controls', () => {
  const pairs = [1, 2, 3].map((control) => ({ own: 5, control }));

  it('is the mean difference, with the interval of one more control', () => {
    // Differences 4, 3, 2: mean 3, deviation 1; t(2) = 4.3027, √(4/3) = 1.1547: ± 4.9683.
    const excess = excessOver(pairs, { standardError: 0 });
    expect(excess).toMatchObject({ difference: 3, seeds: 3, control: 2 });
    expect(excess?.lower).toBeCloseTo(-1.9683, 4);
    expect(excess?.upper).toBeCloseTo(7.9683, 4);
  });

  it('is wider for intervals that hold at once, and never narrower than units make it', () => {
    // t(2) at 1 − 0.05/10 is 9.9248.
    expect(excessOver(pairs, { standardError: 0, comparisons: 5 })?.reach).toBeCloseTo(9.9248 * Math.sqrt(4 / 3), 3);
    const alike = [2, 2, 2, 2].map((control) => ({ own: 2.5, control }));
    // Deviation 0; t(3) = 3.1824, √(5/4).
    expect(excessOver(alike, { standardError: 0.1 })?.reach).toBeCloseTo(0.1 * 3.18245 * Math.sqrt(1.25), 5);
  });

  it('is not told from fewer than three', () => {
    expect(excessOver(pairs.slice(1), { standardError: 0 })).toBeNull();
  });

  it('has a standard error of units also where all are alike', () => {
    expect(shareError({ count: 0, total: 96, n: 16 })).toBeCloseTo(0.035, 10);
    expect(shareError({ count: 96, total: 96, n: 16 })).toBeCloseTo(0.035, 10);
  });

  it('tells two controls apart by t · s · √2', () => {
    const excess = excessOver(pairs, { standardError: 0 });
    expect(excess && controlsApart(excess)).toBeCloseTo(4.30265 * Math.SQRT2, 4);
  });
});
