import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchBeam } from '../src/search/beam.ts';
import type { Candidate } from '../src/search/candidate.ts';
import { searchOptimal } from '../src/search/optimal/search-optimal.ts';
import { bruteForce, problemOf, worlds } from './search-worlds.ts';

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
          expect(found).toMatchObject(bruteForce(world, { length, grammar }) as Candidate);
          expect(found?.bound).toBe(found?.iou);
        },
      ),
      { numRuns },
    );
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
