import type { ProbeConcept } from '@strata/probe';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../src/index.ts';
import { searchBeam } from '../src/search/beam.ts';
import { rangeSearch } from '../src/search/range-search.ts';
import { problemOf, type World, worlds } from './search-worlds.ts';

const now = (): number => 0;

/** Even positions are objects, odd ones colours. */
function conceptsOf({ conceptCount }: World): ProbeConcept[] {
  return Array.from({ length: conceptCount }, (_, i) => ({
    index: 10 + i,
    name: `c${i}`,
    category: i % 2 === 0 ? 'object' : 'color',
  }));
}

describe('the search of a configuration', () => {
  it.each(['beam', 'optimal'] as const)(
    'finds, restricted to a category, what it finds in a world without the others (%s)',
    (search) => {
      fc.assert(
        fc.property(worlds({ conceptsMax: 8 }), (world) => {
          const { space, ...range } = problemOf(world);
          const config = { ...DEFAULT_CONFIG, search, categories: ['object'] };
          const found = rangeSearch({ tables: space.tables, concepts: conceptsOf(world), config, now })(range);
          const objects = {
            conceptCount: Math.ceil(world.conceptCount / 2),
            pixels: world.pixels.map((pixel) => ({
              ...pixel,
              concepts: pixel.concepts.filter((c) => c % 2 === 0).map((c) => c / 2),
            })),
          };
          const alone = problemOf(objects);
          const whole = { ...DEFAULT_CONFIG, search };
          const expected = rangeSearch({
            tables: alone.space.tables,
            concepts: conceptsOf(objects),
            config: whole,
            now,
          })(alone);
          expect(found?.iou).toBe(expected?.iou);
          expect(found?.terms).toEqual(expected?.terms.map((term) => ({ ...term, concept: 2 * term.concept })));
        }),
        { numRuns: 300 },
      );
    },
  );

  it('leaves out concepts that cover less than the share asked for', () => {
    // Of 10 pixels concept 0 covers 1, all of the range; concept 1 covers 5 with it.
    const pixels = Array.from({ length: 10 }, (_, i) => ({
      concepts: i === 0 ? [0, 1] : i < 5 ? [1] : [],
      inRange: i === 0,
    }));
    const world = { conceptCount: 2, pixels };
    const { space, ...range } = problemOf(world);
    const terms = (minConceptShare: number) =>
      rangeSearch({
        tables: space.tables,
        concepts: conceptsOf(world),
        config: { ...DEFAULT_CONFIG, minConceptShare },
        now,
      })(range)?.terms;
    expect(terms(0.1)).toEqual([{ operator: null, concept: 0 }]);
    expect(terms(0.11)).toEqual([{ operator: null, concept: 1 }]);
    expect(() => terms(0.6)).toThrow('No concept is left to search: none covers 0.6 of all pixels.');
  });

  it('names the categories there are for one that there is not', () => {
    const world = { conceptCount: 2, pixels: [{ concepts: [0], inRange: true }] };
    const { tables } = problemOf(world).space;
    const config = { ...DEFAULT_CONFIG, categories: ['scene'] };
    expect(() => rangeSearch({ tables, concepts: conceptsOf(world), config, now })).toThrow(
      'no concept of the category "scene". It has: color, object.',
    );
  });

  it('refuses an optimal search of more than four concepts', () => {
    const world = { conceptCount: 2, pixels: [{ concepts: [0], inRange: true }] };
    const { tables } = problemOf(world).space;
    const config = { ...DEFAULT_CONFIG, search: 'optimal' as const, length: 5 };
    expect(() => rangeSearch({ tables, concepts: conceptsOf(world), config, now })).toThrow(
      'the length asked for is 5',
    );
  });

  it('finds NOT sky for a range that fires everywhere but there, in the full grammar only', () => {
    const pixels = Array.from({ length: 6 }, (_, i) => ({ concepts: i < 2 ? [0] : [], inRange: i >= 2 }));
    const problem = problemOf({ conceptCount: 1, pixels });
    expect(searchBeam(problem, { grammar: 'full' })).toMatchObject({
      terms: [{ operator: null, concept: 0, negatedFirst: true }],
      intersection: 4,
      union: 4,
      iou: 1,
    });
    expect(searchBeam(problem)?.iou).toBe(0);
  });
});
