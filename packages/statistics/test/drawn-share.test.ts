import { describe, expect, it } from 'vitest';
import { createRandom, type DrawnItem, drawnShare, shareWithInterval } from '../src/index.ts';

interface World {
  readonly total: number;
  readonly looked: number;
  /** How likely one of this weight is confirmed. */
  readonly rate: (weight: number) => number;
  readonly seed: number;
}

/** Draws from a population of four weights, looks at the first and says what all would have said. */
function tryOnce({ total, looked, rate, seed }: World) {
  const random = createRandom(seed);
  const items = Array.from({ length: total }, (): DrawnItem & { readonly place: number } => {
    const weight = [0.25, 0.5, 0.75, 1][random.below(4)] as number;
    return { weight, value: random.next() < rate(weight) ? 1 : 0, place: random.next() / weight };
  }).sort((a, b) => a.place - b.place);
  const truth = items.reduce((sum, { value }) => sum + value, 0) / total;
  const estimate = drawnShare(items.slice(0, looked), { total, next: items[looked]?.place ?? null });
  return { truth, estimate };
}

describe('the share of a population from a weighted draw', () => {
  it('is counted by the chance of each to be drawn', () => {
    // Next at 0.5: chances 0.5 and 0.25, so they stand for 2 and 4 of the population; (2 · 1 + 4 · 0) / 6.
    const drawn = [
      { weight: 1, value: 1 },
      { weight: 0.5, value: 0 },
    ];
    expect(drawnShare(drawn, { total: 10, next: 0.5 })?.share).toBeCloseTo(1 / 3, 12);
    // A chance is 1 at most: 1 · 2 and 0.5 · 2, so one each.
    expect(drawnShare(drawn, { total: 10, next: 2 })?.share).toBe(0.5);
    expect(drawnShare([], { total: 10, next: 0.1 })).toBeNull();
  });

  it('leaves nothing open where all were looked at, and much where one was', () => {
    const values = [1, 0, 0, 1].map((value) => ({ weight: 0.5, value }));
    expect(drawnShare(values, { total: 4, next: null })).toEqual({ share: 0.5, lower: 0.5, upper: 0.5 });
    const one = drawnShare([{ weight: 1, value: 1 }], { total: 2560, next: 0.001 });
    expect(one?.upper).toBe(1);
    expect(one?.lower).toBeLessThan(0.25);
  });

  it('with equal weights is no surer than Wilson’s interval of a random sample', () => {
    const drawn = Array.from({ length: 100 }, (_, at) => ({ weight: 1, value: at < 60 ? 1 : 0 }));
    const estimate = drawnShare(drawn, { total: 100_000, next: 0.001 });
    const wilson = shareWithInterval(60, 100);
    expect(estimate?.share).toBeCloseTo(0.6, 12);
    expect(estimate?.lower).toBeCloseTo(wilson.lower, 2);
    expect(estimate?.upper).toBeCloseTo(wilson.upper, 2);
  });

  it.each<[string, (weight: number) => number]>([
    ['as often in all weights', () => 0.61],
    ['oftener where the weight is small', (weight) => 1 - 0.8 * weight],
    ['oftener where the weight is large', (weight) => 0.9 * weight],
    ['seldom', () => 0.03],
    ['nearly always', (weight) => 1 - 0.05 * weight],
  ])('holds the truth in 95 draws of 100 where things are confirmed %s', (_, rate) => {
    const tries = Array.from({ length: 600 }, (_one, at) => tryOnce({ total: 2560, looked: 120, rate, seed: at + 1 }));
    const held = tries.filter(
      ({ truth, estimate }) => estimate && estimate.lower <= truth && truth <= estimate.upper,
    ).length;
    // 0.95 less three standard errors of 600 tries.
    expect(held / tries.length).toBeGreaterThan(0.923);
    const bias = tries.reduce((sum, { truth, estimate }) => sum + ((estimate?.share ?? 0) - truth), 0) / tries.length;
    expect(Math.abs(bias)).toBeLessThan(0.01);
  });

  it('holds it from twenty looks, too, and from two thirds of all', () => {
    for (const looked of [20, 1700]) {
      const tries = Array.from({ length: 400 }, (_, at) =>
        tryOnce({ total: 2560, looked, rate: (weight) => 0.2 + 0.6 * weight, seed: 5_000 + at }),
      );
      const held = tries.filter(
        ({ truth, estimate }) => estimate && estimate.lower <= truth && truth <= estimate.upper,
      ).length;
      expect(held / tries.length).toBeGreaterThan(0.917);
    }
  });
});
