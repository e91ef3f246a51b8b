import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceLevel, lift } from '../src/metrics/chance.ts';
import { searchBeam } from '../src/search/beam.ts';
import { type Candidate, candidateKey, compareCandidates } from '../src/search/candidate.ts';
import { satisfiedCells } from '../src/search/formula-cells.ts';
import { TopCandidates } from '../src/search/top-candidates.ts';
import { countedByCells, dense, naiveBeam, problemOf, selected, worlds } from './search-worlds.ts';

const leftDeep = (conceptCount: number): fc.Arbitrary<Candidate['terms']> =>
  fc
    .uniqueArray(fc.nat(conceptCount - 1), { minLength: 1, maxLength: 3 })
    .chain((concepts) =>
      fc
        .tuple(...concepts.map(() => fc.constantFrom('OR', 'AND', 'AND NOT', 'OR NOT')))
        .map((operators) =>
          concepts.map((concept, i) => ({ concept, operator: i === 0 ? null : (operators[i] as 'OR') })),
        ),
    );

describe('beam search over cells', () => {
  it.each(['paper', 'full'] as const)(
    'finds what the beam on dense masks finds, with the same counts (%s grammar)',
    (grammar) => {
      fc.assert(
        fc.property(worlds(), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (world, length, beam) => {
          const found = searchBeam(problemOf(world), { length, beam, grammar });
          const expected = naiveBeam(world, { length, beam, grammar });
          if (!world.pixels.some(({ inRange }) => inRange)) {
            expect(found).toBeNull();
            return;
          }
          expect(found).toMatchObject(expected as Candidate);
          expect(found?.iou).toBe((found?.intersection as number) / (found?.union as number));
        }),
        { numRuns: 700 },
      );
    },
  );

  it('gives the same for a range whatever ranges came before', () => {
    fc.assert(
      fc.property(worlds(), fc.array(fc.boolean(), { minLength: 120, maxLength: 120 }), (world, other) => {
        const problem = problemOf(world);
        const before = problemOf({
          ...world,
          pixels: world.pixels.map((pixel, i) => ({ ...pixel, inRange: other[i % other.length] as boolean })),
        });
        searchBeam({ ...before, space: problem.space }, { length: 4 });
        expect(searchBeam(problem, { length: 4 })).toEqual(searchBeam(problemOf(world), { length: 4 }));
      }),
    );
  });

  it('is never worse than the best single concept', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const problem = problemOf(world);
        const single = searchBeam(problem, { length: 1 });
        expect(searchBeam(problem, { length: 3 })?.iou ?? 0).toBeGreaterThanOrEqual(single?.iou ?? 0);
      }),
    );
  });

  it('prefers the shorter, then the lower concept, of equals', () => {
    // Concepts 0 and 1 cover the same pixel, so 0, 1, 0 AND 1 and 0 OR 1 all have IoU 1.
    const world = {
      conceptCount: 2,
      pixels: [
        { concepts: [0, 1], inRange: true },
        { concepts: [], inRange: false },
      ],
    };
    expect(searchBeam(problemOf(world))?.terms).toEqual([{ operator: null, concept: 0 }]);
  });

  it('keeps no two formulas that select the same cells, and of those that do the first by the order of candidates', () => {
    const drawn = worlds().chain((world) => fc.tuple(fc.constant(world), fc.array(leftDeep(world.conceptCount))));
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 6 }), ([world, formulas], count) => {
        const { tables } = problemOf(world).space;
        const top = new TopCandidates<Candidate>(count, { grammar: 'full', tables });
        const candidates = formulas.map((terms) => dense(world, terms));
        for (const candidate of candidates) top.add(candidate);
        const first = new Map<string, Candidate>();
        for (const candidate of candidates.toSorted(compareCandidates)) {
          const key = selected(world, candidate.terms);
          if (!first.has(key)) first.set(key, candidate);
        }
        expect(top.kept).toEqual([...first.values()].slice(0, count));
      }),
      { numRuns: 500 },
    );
  });

  it('finds a formula behind copies that would fill the beam', () => {
    // 0 is nowhere; 1 and 2 never meet. With a beam of 2 the second step keeps 1 (IoU 2/4) and, of those with 2/4, no copy
    // such as 1 OR 0 or 1 AND NOT 2: so 1 OR 2 (4/8) has a place, and becomes (1 OR 2) AND NOT 3, which is the range.
    const pixel = (concepts: number[], inRange: boolean, times: number) => Array(times).fill({ concepts, inRange });
    const world = {
      conceptCount: 4,
      pixels: [...pixel([1], true, 2), ...pixel([2, 3], false, 4), ...pixel([2], true, 2)],
    };
    expect(searchBeam(problemOf(world), { beam: 2 })).toMatchObject({
      iou: 1,
      terms: [
        { operator: null, concept: 1 },
        { operator: 'OR', concept: 2 },
        { operator: 'AND NOT', concept: 3 },
      ],
    });
  });

  it('gives one place in the beam to formulas that differ only in the order of a leading chain', () => {
    const key = (...terms: Candidate['terms'][number][]) => candidateKey({ terms });
    const first = (concept: number) => ({ operator: null, concept });
    expect(key(first(2), { operator: 'OR', concept: 1 }, { operator: 'AND', concept: 0 })).toBe(
      key(first(1), { operator: 'OR', concept: 2 }, { operator: 'AND', concept: 0 }),
    );
    expect(key(first(2), { operator: 'AND NOT', concept: 1 })).not.toBe(
      key(first(1), { operator: 'AND NOT', concept: 2 }),
    );
    expect(
      candidateKey(
        {
          terms: [
            { ...first(0), negatedFirst: true },
            { operator: 'AND', concept: 1 },
          ],
        },
        'full',
      ),
    ).toBe(candidateKey({ terms: [first(1), { operator: 'AND NOT', concept: 0 }] }, 'full'));
  });

  it('compares IoUs exactly where doubles would not', () => {
    const big = 2 ** 52;
    const candidate = (concept: number, intersection: number, union: number): Candidate => ({
      terms: [{ operator: null, concept }],
      intersection,
      union,
      formulaPixels: 0,
    });
    expect(compareCandidates(candidate(0, big - 2, big - 1), candidate(1, big - 1, big))).toBeGreaterThan(0);
  });

  it('counts any formula over cells as over dense masks', () => {
    const formula = fc.array(fc.tuple(fc.nat(5), fc.constantFrom('OR', 'AND', 'AND NOT', 'OR NOT')), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(worlds(), formula, fc.boolean(), (world, chosen, negatedFirst) => {
        const concepts = [...new Set(chosen.map(([concept]) => concept % world.conceptCount))];
        const terms = concepts.map((concept, i): Candidate['terms'][number] =>
          i === 0
            ? { operator: null, concept, ...(negatedFirst && { negatedFirst }) }
            : { operator: chosen[i]?.[1] ?? 'OR', concept },
        );
        expect(countedByCells(problemOf(world), terms)).toEqual(dense(world, terms));
      }),
      { numRuns: 1_000 },
    );
  });

  it('marks the cells that satisfy a formula, those without a concept included', () => {
    const { space } = problemOf({
      conceptCount: 2,
      pixels: [
        { concepts: [0], inRange: true },
        { concepts: [0, 1], inRange: true },
      ],
    });
    const not0 = [{ operator: null, concept: 0, negatedFirst: true } as const];
    expect([...satisfiedCells(space.tables, not0)]).toEqual([1, 0, 0]);
    expect([
      ...satisfiedCells(space.tables, [
        { operator: null, concept: 0 },
        { operator: 'AND NOT', concept: 1 },
      ]),
    ]).toEqual([0, 1, 0]);
  });
});

describe('chance level and lift', () => {
  it('is the IoU of a random bitmap of the same size', () => {
    // h = 20·50/100 = 10; 10/(20+50−10) = 1/6; an IoU of 1/2 is three times that.
    const chance = chanceLevel({ bitmapPixels: 20, formulaPixels: 50, totalPixels: 100 });
    expect(chance).toBeCloseTo(1 / 6, 15);
    expect(lift(0.5, chance)).toBeCloseTo(3, 12);
    expect(chanceLevel({ bitmapPixels: 0, formulaPixels: 0, totalPixels: 100 })).toBe(0);
  });

  it('knows no lift where chance is 0', () => {
    const nothing = chanceLevel({ bitmapPixels: 20, formulaPixels: 0, totalPixels: 100 });
    expect(nothing).toBe(0);
    expect(lift(0, nothing)).toBeNull();
  });
});
