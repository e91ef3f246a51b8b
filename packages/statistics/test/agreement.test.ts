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

/** J. L. Fleiss (1971), table 1: six psychiatrists each of 30 patients, five diagnoses. */
const PSYCHIATRISTS = `00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031
  00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006`
  .split(/\s+/)
  .map((row) => [...row].map(Number));

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

  it('of two raters is that of a published table', () => {
    // J. L. Fleiss, B. Levin, M. C. Paik, Statistical Methods for Rates and Proportions (2003), table 18.1: 100 patients,
    // agreed 0.89, by chance 0.64 + 0.005 + 0.015 = 0.66.
    const table = { pp: 75, pn: 1, po: 4, np: 5, nn: 4, no: 1, oo: 10 };
    const pairs = Object.entries(table).flatMap(([pair, n]) => times(n, pair));
    const [first, second] = [0, 1].map((rater) => pairs.map((pair) => pair[rater] ?? null));
    expect(cohenKappa(first ?? [], second ?? [], seed).value).toBeCloseTo(0.676, 3);
  });

  it('of six raters is Fleiss’ own', () => {
    expect(fleissKappa(PSYCHIATRISTS, seed).value).toBeCloseTo(0.43, 3);
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
