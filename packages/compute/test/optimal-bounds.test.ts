import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstWriting, type LiteralFormula } from '../src/search/optimal/literal.ts';
import { Measures } from '../src/search/optimal/measures.ts';
import { openChains } from '../src/search/optimal/open-chains.ts';
import { type OpenPair, openPairs } from '../src/search/optimal/open-pairs.ts';
import type { Roles } from '../src/search/optimal/roles.ts';
import { scaleFor, thresholdOf } from '../src/search/optimal/scale.ts';
import { tripleBound } from '../src/search/optimal/triple-bound.ts';
import { formulaOf } from '../src/search/optimal/triples.ts';
import { RangeRows } from '../src/search/range-rows.ts';
import { countedByCells, weightedProblems } from './search-worlds.ts';

/** Every literal in every role, so that every pair is looked at. */
function allRoles(conceptCount: number): Roles {
  const all = [...Array(2 * conceptCount).keys()];
  return { or: all, and: all, part: all, narrowing: all, anchor: all, chained: all };
}

test('no formula of three literals exceeds its bound, nor that of the pair it is looked at from', () => {
  fc.assert(
    fc.property(
      weightedProblems({ conceptsMax: 4, cellsMax: 12 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (problem, theta) => {
        fc.pre(problem.bitmapPixels > 0);
        const { tables } = problem.space;
        const overlap = { intersection: Math.floor(theta * problem.bitmapPixels), union: problem.bitmapPixels };
        const scale = scaleFor(overlap, { bitmapPixels: problem.bitmapPixels, totalPixels: tables.totalPixels });
        const measures = new Measures(new RangeRows(problem), scale);
        const roles = allRoles(tables.conceptCount);
        const value = (formula: LiteralFormula): number => {
          const { intersection, formulaPixels } = countedByCells(problem, firstWriting(formula, 'full'));
          return scale.hit * intersection - scale.area * formulaPixels;
        };
        const seen = new Set<string>();
        const open: OpenPair[] = [
          ...openPairs(measures, roles, Number.NEGATIVE_INFINITY),
          ...openChains(measures, roles, Number.NEGATIVE_INFINITY),
        ];
        for (const pair of open) {
          const bound = tripleBound(measures, pair);
          for (const z of pair.thirds.slice(pair.from)) {
            if (z >> 1 === pair.x >> 1 || z >> 1 === pair.y >> 1) continue;
            const formula = formulaOf(pair, z);
            const v = value(formula);
            expect(v).toBeLessThanOrEqual(pair.bound);
            expect(v).toBeLessThanOrEqual(bound(z));
            seen.add(JSON.stringify(firstWriting(formula, 'full')));
          }
        }
        // Of three concepts in every sign: 8 chains of each junction, and 3 · 8 of each mixed shape.
        const c = tables.conceptCount;
        expect(seen.size).toBe(((c * (c - 1) * (c - 2)) / 6) * 64);
      },
    ),
    { numRuns: 200 },
  );
});

test('the scale never rounds a threshold up, and leaves every sum exact', () => {
  const pixels = fc.integer({ min: 1, max: 2 ** 40 });
  fc.assert(
    fc.property(pixels, pixels, pixels, (intersection, more, rest) => {
      const union = intersection + more;
      const scale = scaleFor({ intersection, union }, { bitmapPixels: union, totalPixels: union + rest });
      expect(BigInt(scale.area) * BigInt(union)).toBeLessThanOrEqual(BigInt(intersection) * BigInt(scale.one));
      expect((BigInt(scale.area) + 1n) * BigInt(union)).toBeGreaterThan(BigInt(intersection) * BigInt(scale.one));
      expect(thresholdOf({ intersection, union }, scale, union)).toBe(scale.area * union);
      const most = 2n * BigInt(scale.hit) * BigInt(union) + BigInt(scale.area) * BigInt(union + rest);
      expect(4n * most).toBeLessThanOrEqual(BigInt(Number.MAX_SAFE_INTEGER));
    }),
    { numRuns: 2_000 },
  );
});
