import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedP, createRandom, fisherExact, permutationP } from '../src/index.ts';

const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });

describe('Benjamini and Hochberg', () => {
  it('believe in four of their own fifteen tests at 5 %', () => {
    // Y. Benjamini, Y. Hochberg (1995), section 4.1.
    const p = [
      ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
      ...[0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
    ];
    const adjusted = adjustedP(p);
    expect(adjusted.filter((q) => q <= 0.05)).toHaveLength(4);
    // The fourth: 0.0095 · 15 / 4. The sixth: 0.0278 · 15 / 6 = 0.0695, but the seventh is less: 0.0298 · 15 / 7.
    expect(adjusted[3]).toBeCloseTo(0.035625, 12);
    expect(adjusted[5]).toBeCloseTo((0.0298 * 15) / 7, 12);
  });

  it('keep the order of tests, however they are given, and never fall under the p itself', () => {
    fc.assert(
      fc.property(ps, (p) => {
        const adjusted = adjustedP(p);
        const sorted = adjustedP(p.toSorted((a, b) => a - b));
        expect([...adjusted].sort((a, b) => a - b)).toEqual([...sorted]);
        for (const [test, q] of adjusted.entries()) {
          expect(q).toBeGreaterThanOrEqual(p[test] as number);
          expect(q).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('let at most the share q of the believed be false, on average', () => {
    const random = createRandom(21);
    let share = 0;
    for (let world = 0; world < 500; world += 1) {
      // 40 tests without anything to find, ten that find something.
      const p = Array.from({ length: 50 }, (_, test) => (test < 40 ? random.next() : random.next() / 1_000));
      const believed = [...adjustedP(p).entries()].filter(([, q]) => q <= 0.1);
      share += believed.filter(([test]) => test < 40).length / Math.max(1, believed.length) / 500;
    }
    // q · 40/50 = 0.08 exactly, in theory.
    expect(share).toBeGreaterThan(0.06);
    expect(share).toBeLessThan(0.1);
  });
});

describe('Fisher’s exact test', () => {
  it('gives the published examples', () => {
    // The lady tasting tea: (16 + 1) / C(8, 4).
    expect(
      fisherExact([
        [3, 1],
        [1, 3],
      ]),
    ).toEqual({
      greater: expect.closeTo(17 / 70, 10),
      twoSided: expect.closeTo(34 / 70, 10),
      less: expect.closeTo(69 / 70, 10),
    });
    // Convictions of like-sex twins of criminals, Fisher 1962; R's documentation of fisher.test: 0.0005367, 0.0004652.
    const twins = fisherExact([
      [2, 10],
      [15, 3],
    ]);
    expect(twins.twoSided).toBeCloseTo(0.0005367, 7);
    expect(twins.less).toBeCloseTo(0.0004652, 7);
  });

  it('is the same with rows and columns exchanged, and one-sided p meet at the table itself', () => {
    const cell = fc.nat(12);
    fc.assert(
      fc.property(cell, cell, cell, cell, (a, b, c, d) => {
        const found = fisherExact([
          [a, b],
          [c, d],
        ]);
        const turned = fisherExact([
          [a, c],
          [b, d],
        ]);
        expect(turned.twoSided).toBeCloseTo(found.twoSided, 9);
        expect(found.less + found.greater).toBeGreaterThan(1 - 1e-9);
        expect(found.twoSided).toBeGreaterThanOrEqual(Math.min(found.less, found.greater) - 1e-9);
      }),
    );
  });

  it('says nothing about a table with an empty margin', () => {
    const nothing = { twoSided: 1, greater: 1, less: 1 };
    expect(
      fisherExact([
        [0, 0],
        [3, 4],
      ]),
    ).toEqual(nothing);
    expect(
      fisherExact([
        [0, 0],
        [0, 0],
      ]),
    ).toEqual(nothing);
  });
});

describe('the p of permutations', () => {
  it('counts the value itself, and ties', () => {
    // Two of three at least 0.2: (1 + 2) / (1 + 3).
    expect(permutationP(0.2, [0.1, 0.2, 0.3])).toBe(0.75);
    expect(permutationP(9, new Float64Array(19))).toBe(0.05);
    expect(permutationP(1, [])).toBe(1);
  });

  it('is at most 0.05 in no more than 5 % of worlds without anything to find', () => {
    const random = createRandom(31);
    let small = 0;
    for (let world = 0; world < 4_000; world += 1) {
      if (permutationP(random.next(), Array.from({ length: 19 }, random.next)) <= 0.05) small += 1;
    }
    // Exactly 1 in 20: 200 of 4,000, standard deviation 13.8.
    expect(Math.abs(small - 200)).toBeLessThan(4 * 13.8);
  });
});
