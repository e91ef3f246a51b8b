import { describe, expect, it } from 'vitest';
import { normalAbove, rankSum, signTest } from '../src/index.ts';

describe('ranks', () => {
  it('give the worked example of SciPy’s documentation of mannwhitneyu: U 17, two-sided 0.1113 with continuity', () => {
    const { more, p } = rankSum([{ first: [19, 22, 16, 29, 24], second: [20, 11, 17, 12] }]);
    expect(more * 20).toBeCloseTo(17, 12);
    expect(2 * p).toBeCloseTo(0.11134688653314041, 7);
  });

  it('share ranks among ties, and tell nothing where all are tied', () => {
    // 2 > 1 twice; 1 = 1 twice, half each: 3 of 4 pairs.
    expect(rankSum([{ first: [2, 1], second: [1, 1] }]).more).toBe(0.75);
    expect(rankSum([{ first: [1, 1], second: [1, 1, 1] }])).toEqual({ more: 0.5, p: 1 });
    expect(rankSum([{ first: [], second: [1] }])).toEqual({ more: Number.NaN, p: 1 });
  });

  it('are compared within strata only', () => {
    // The first kind is greater in neither stratum; lumped together it would be.
    const strata = [
      { first: [101, 102, 103], second: [101, 102, 103] },
      { first: [1], second: [1] },
    ];
    expect(rankSum(strata).more).toBe(0.5);
  });
});

describe('signs', () => {
  it('are counted exactly', () => {
    expect(signTest(9, 1)).toBeCloseTo(11 / 1024, 12);
    expect(signTest(0, 5)).toBeCloseTo(1, 12);
    expect(signTest(0, 0)).toBe(1);
    expect(signTest(5, 0)).toBeCloseTo(1 / 32, 12);
  });
});

describe('the normal tail', () => {
  it('is what tables say, far out, too', () => {
    expect(normalAbove(0)).toBeCloseTo(0.5, 6);
    expect(normalAbove(1.959963984540054)).toBeCloseTo(0.025, 7);
    expect(normalAbove(-1.959963984540054)).toBeCloseTo(0.975, 7);
    // Φ(−6) = 9.8659e-10.
    expect(normalAbove(6) / 9.865876450377e-10).toBeCloseTo(1, 5);
  });
});
