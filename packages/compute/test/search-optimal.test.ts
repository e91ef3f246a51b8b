import type { LeftDeepTerm } from '@strata/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchBeam } from '../src/search/beam.ts';
import type { Candidate } from '../src/search/candidate.ts';
import { searchOptimal } from '../src/search/optimal/search-optimal.ts';
import { bruteForce, countedByCells, dense, problemOf, weightedProblems, worlds } from './search-worlds.ts';

describe('optimal search', () => {
  it.each([
    ['paper', 3_000],
    ['full', 1_000],
  ] as const)('returns the winner of all left-deep formulas, ties included (%s grammar)', (grammar, numRuns) => {
    fc.assert(
      fc.property(
        worlds({ conceptsMax: grammar === 'paper' ? 6 : 5 }),
        fc.integer({ min: 1, max: 3 }),
        (world, length) => {
          const found = searchOptimal(problemOf(world), { length, grammar, beam: 1 });
          if (!world.pixels.some(({ inRange }) => inRange)) {
            expect(found).toBeNull();
            return;
          }
          const count = (terms: readonly LeftDeepTerm[]) => dense(world, terms);
          const expected = bruteForce(world.conceptCount, { length, grammar, count });
          expect(found).toMatchObject(expected as Candidate);
          expect(found?.bound).toBe(found?.iou);
        },
      ),
      { numRuns },
    );
  });

  it.each([
    ['paper', 700],
    ['full', 250],
  ] as const)('returns the winner whatever the counts, up to 2^42 pixels (%s grammar)', (grammar, numRuns) => {
    fc.assert(
      fc.property(weightedProblems({ conceptsMax: grammar === 'paper' ? 8 : 6 }), (problem) => {
        fc.pre(problem.bitmapPixels > 0);
        const count = (terms: readonly LeftDeepTerm[]) => countedByCells(problem, terms);
        const expected = bruteForce(problem.space.tables.conceptCount, { length: 3, grammar, count });
        expect(searchOptimal(problem, { grammar })).toMatchObject(expected as Candidate);
      }),
      { numRuns },
    );
  });

  it.each([
    ['paper', 400],
    ['full', 60],
  ] as const)(
    'returns the winner of all formulas of up to four concepts, ties included (%s grammar)',
    (grammar, numRuns) => {
      fc.assert(
        fc.property(worlds({ conceptsMax: 5 }), (world) => {
          const problem = problemOf(world);
          fc.pre(problem.bitmapPixels > 0);
          const count = (terms: readonly LeftDeepTerm[]) => countedByCells(problem, terms);
          const expected = bruteForce(world.conceptCount, { length: 4, grammar, count });
          const found = searchOptimal(problem, { length: 4, grammar, beam: 1 });
          expect(found).toMatchObject(expected as Candidate);
          expect(found?.bound).toBe(found?.iou);
        }),
        { numRuns },
      );
    },
  );

  it('returns the winner of four concepts whatever the counts', () => {
    fc.assert(
      fc.property(weightedProblems({ conceptsMax: 6 }), (problem) => {
        fc.pre(problem.bitmapPixels > 0);
        const count = (terms: readonly LeftDeepTerm[]) => countedByCells(problem, terms);
        const expected = bruteForce(problem.space.tables.conceptCount, { length: 4, grammar: 'paper', count });
        expect(searchOptimal(problem, { length: 4 })).toMatchObject(expected as Candidate);
      }),
      { numRuns: 100 },
    );
  });

  it('says under a budget what the formulas not looked at can reach, and never less than the best', () => {
    fc.assert(
      fc.property(
        worlds(),
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom('paper', 'full'),
        fc.constantFrom(3, 4),
        (world, ticks, grammar, length) => {
          const problem = problemOf(world);
          fc.pre(problem.bitmapPixels > 0);
          const best = searchOptimal(problem, { grammar, length });
          let time = 0;
          const now = (): number => {
            time += 1;
            return time;
          };
          const stopped = searchOptimal(problem, { grammar, length, budgetMs: ticks, now });
          expect(stopped?.bound).toBeGreaterThanOrEqual(best?.iou as number);
          expect(stopped?.iou).toBeLessThanOrEqual(best?.iou as number);
          expect(stopped?.iou).toBeGreaterThanOrEqual(searchBeam(problem, { grammar, length })?.iou as number);
          // An IoU of 1 can't be beaten, only tied.
          if (stopped?.bound === stopped?.iou && stopped?.iou !== 1) expect(stopped?.terms).toEqual(best?.terms);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('gives at least the beam and an honest bound where its rows would not fit into memory', () => {
    fc.assert(
      fc.property(worlds(), fc.integer({ min: 0, max: 400 }), (world, rowBytesMax) => {
        const problem = problemOf(world);
        fc.pre(problem.bitmapPixels > 0);
        const stopped = searchOptimal(problem, { rowBytesMax });
        expect(stopped?.bound).toBeGreaterThanOrEqual(searchOptimal(problem)?.iou as number);
        expect(stopped?.iou).toBeGreaterThanOrEqual(searchBeam(problem)?.iou as number);
        expect(stopped?.bound).toBeGreaterThanOrEqual(stopped?.iou as number);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses lengths that it cannot prove', () => {
    const problem = problemOf({ conceptCount: 1, pixels: [{ concepts: [0], inRange: true }] });
    expect(() => searchOptimal(problem, { length: 5 })).toThrow('at most 4');
  });

  it('is never below the beam, nor the beam below the best single concept', () => {
    fc.assert(
      fc.property(worlds({ conceptsMax: 10, pixelsMax: 60 }), (world) => {
        const problem = problemOf(world);
        const optimal = searchOptimal(problem)?.iou ?? 0;
        const beam = searchBeam(problem)?.iou ?? 0;
        const single = searchBeam(problem, { length: 1 })?.iou ?? 0;
        expect(optimal).toBeGreaterThanOrEqual(beam);
        expect(beam).toBeGreaterThanOrEqual(single);
      }),
    );
  });
});
