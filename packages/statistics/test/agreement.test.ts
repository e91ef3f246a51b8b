import { describe, expect, it } from 'vitest';
import { cohenKappa, createRandom, fleissKappa, krippendorffAlpha, type Rating } from '../src/index.ts';

const seed = { seed: 1 };
const times = <Value>(n: number, value: Value): Value[] => new Array<Value>(n).fill(value);

/** J. L. Fleiss's layout with 10 items, 14 raters, 5 categories: the worked example of the article on his κ in Wikipedia. */
const FOURTEEN = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];

/** K. Krippendorff (2011), part C: four observers, twelve units, some values missing. */
const OBSERVERS: readonly (readonly Rating[])[] = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];
const BY_UNIT = Array.from({ length: 12 }, (_, unit) => OBSERVERS.map((row) => row[unit] ?? null));

describe('agreement beyond chance', () => {
  it('of two raters is Cohen’s κ', () => {
    // Both yes 20, both no 15, apart 5 and 10: agreed 0.7, by chance 0.5 · 0.6 + 0.5 · 0.4 = 0.5, so 0.2 / 0.5.
    const first = [...times(25, 'yes'), ...times(25, 'no')];
    const second = [...times(20, 'yes'), ...times(5, 'no'), ...times(10, 'yes'), ...times(15, 'no')];
    const { value, interval } = cohenKappa(first, second, seed);
    expect(value).toBeCloseTo(0.4, 12);
    expect(interval?.lower).toBeLessThan(0.4);
    expect(interval?.upper).toBeGreaterThan(0.4);
    // An item that one of them left out takes no part.
    expect(cohenKappa([...first, null], [...second, 'yes'], seed).value).toBe(value);
  });

  it('of many raters is Fleiss’ κ', () => {
    const { value, interval } = fleissKappa(FOURTEEN, seed);
    expect(value).toBeCloseTo(0.21, 3);
    expect(interval?.lower).toBeLessThan(value);
    expect(() =>
      fleissKappa(
        [
          [1, 1],
          [2, 1],
        ],
        seed,
      ),
    ).toThrow('item 0 has 2, item 1 3.');
  });

  it('with ratings missing is Krippendorff’s α', () => {
    expect(krippendorffAlpha(BY_UNIT, seed).value).toBeCloseTo(0.743, 3);
  });

  it('is 1 where all agree, about 0 where nobody looked, and not known where all say the same', () => {
    const random = createRandom(4);
    const drawn = Array.from({ length: 400 }, () => Array.from({ length: 3 }, () => random.below(4)));
    const alpha = krippendorffAlpha(drawn, { ...seed, resamples: 200 });
    expect(Math.abs(alpha.value)).toBeLessThan(0.06);
    expect(alpha.interval?.lower).toBeLessThan(0);
    expect(alpha.interval?.upper).toBeGreaterThan(0);
    expect(
      krippendorffAlpha(
        drawn.map(([one = 0]) => [one, one]),
        { ...seed, resamples: 50 },
      ).value,
    ).toBe(1);
    expect(cohenKappa(['a', 'a'], ['a', 'a'], seed)).toEqual({ value: Number.NaN, interval: null });
  });
});
