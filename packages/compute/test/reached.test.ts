import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachedShare } from '../src/nulls/reached-share.ts';
import { compareIou, type Overlap } from '../src/search/candidate.ts';
import { reachesIou } from '../src/search/optimal/reaches-iou.ts';
import { searchOptimal } from '../src/search/optimal/search-optimal.ts';
import { problemOf, worlds } from './search-worlds.ts';

/** The share by its definition: every way of taking one overlap of each fold is compared. */
function shareByTrying(own: readonly Overlap[], shuffled: readonly (readonly Overlap[])[]): number {
  const add = (a: Overlap, b: Overlap): Overlap => ({
    intersection: a.intersection + b.intersection,
    union: a.union + b.union,
  });
  const nothing = { intersection: 0, union: 0 };
  const held = own.reduce(add, nothing);
  const ways = own
    .map((overlap, fold) => [overlap, ...(shuffled[fold] ?? [])])
    .reduce<Overlap[]>((sums, choices) => sums.flatMap((sum) => choices.map((one) => add(sum, one))), [nothing]);
  return ways.filter((way) => compareIou(way, held) <= 0).length / ways.length;
}

/** Overlaps of a fold: a formula and a bitmap of so many pixels, however they lie. */
function folds(largest: number) {
  const fold = fc
    .record({ bitmap: fc.nat(largest), formula: fc.nat(largest), shuffles: fc.nat(3) })
    .chain(({ bitmap, formula, shuffles }) =>
      fc
        .array(fc.nat(Math.min(bitmap, formula)), { minLength: 1 + shuffles, maxLength: 1 + shuffles })
        .map((both) => both.map((intersection) => ({ intersection, union: bitmap + formula - intersection }))),
    );
  return fc.array(fold, { minLength: 2, maxLength: 5 });
}

describe('the share of the ways of taking folds that overlap as much', () => {
  it.each([
    ['of few pixels, with ties and empty folds', 4],
    ['of some thousand', 5_000],
    ['whose products pass 2^53', 2 ** 33],
  ])('is that of all ways tried: %s', (_, largest) => {
    fc.assert(
      fc.property(folds(largest), (drawn) => {
        const own = drawn.map(([overlap]) => overlap as Overlap);
        const shuffled = drawn.map(([, ...others]) => others);
        expect(reachedShare(own, shuffled)).toBe(shareByTrying(own, shuffled));
      }),
      { numRuns: 400 },
    );
  });

  it('is one way of all where every shuffle overlaps less', () => {
    const own = { intersection: 3, union: 4 };
    const less = { intersection: 1, union: 6 };
    // 1 / (2 · 3)
    expect(reachedShare([own, own], [[less], [less, less]])).toBe(1 / 6);
  });
});

describe('whether any formula reaches an IoU', () => {
  it('is what the best formula says, at, just above and just below its IoU', () => {
    fc.assert(
      fc.property(
        worlds(),
        fc.constantFrom('paper', 'full'),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(40),
        (world, grammar, length, other) => {
          const problem = problemOf(world);
          fc.pre(problem.bitmapPixels > 0);
          const best = searchOptimal(problem, { length, grammar });
          fc.pre(best !== null);
          const { intersection, union } = best as Overlap;
          const targets = [
            { intersection, union },
            { intersection: Math.min(union, intersection + 1), union },
            { intersection: Math.max(0, intersection - 1), union },
            { intersection: Math.min(other, union), union },
          ];
          for (const target of targets) {
            expect(reachesIou(problem, target, { length, grammar })).toBe(compareIou(best as Overlap, target) <= 0);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is not said where the rows do not fit', () => {
    fc.assert(
      fc.property(worlds(), (world) => {
        const problem = problemOf(world);
        fc.pre(problem.bitmapPixels > 0);
        const best = searchOptimal(problem, {}) as Overlap;
        const said = reachesIou(problem, best, { length: 3, grammar: 'paper', rowBytesMax: 0 });
        // What single concepts reach is found without rows.
        expect([true, null]).toContain(said);
      }),
    );
  });
});
