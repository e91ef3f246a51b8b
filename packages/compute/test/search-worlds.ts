import { evaluateFormula, type LeftDeepTerm, leftDeepToFormula } from '@strata/domain';
import fc from 'fast-check';
import { type Candidate, compareCandidates } from '../src/search/candidate.ts';
import { conceptTables } from '../src/search/concept-tables.ts';
import { satisfiedCells } from '../src/search/formula-cells.ts';
import { type Grammar, OPERATORS } from '../src/search/grammar.ts';
import type { SearchProblem } from '../src/search/search-problem.ts';
import { SearchSpace } from '../src/search/search-space.ts';

/** A dense world: for every pixel the concepts it carries, its sample, and whether it lies in the range. */
export interface World {
  readonly conceptCount: number;
  readonly pixels: readonly {
    readonly concepts: readonly number[];
    readonly inRange: boolean;
    readonly sample?: number;
  }[];
}

const all = (count: number): number[] => [...Array(count).keys()];

/** How a pixel's concepts come about: every set is possible, at most one (disjoint), a chain (nested), or with full and empty ones. */
const conceptSets = (conceptCount: number): fc.Arbitrary<fc.Arbitrary<number[]>> =>
  fc.constantFrom<fc.Arbitrary<number[]>>(
    fc.subarray(all(conceptCount)),
    fc.option(fc.nat(conceptCount - 1), { nil: -1 }).map((c) => (c < 0 ? [] : [c])),
    fc.nat(conceptCount).map(all),
    // The first concept is everywhere, the last nowhere.
    fc
      .subarray(all(conceptCount))
      .map((set) => all(conceptCount).filter((c) => c === 0 || (set.includes(c) && c < conceptCount - 1))),
    // Two planes that overlap, each with one concept a pixel.
    fc
      .tuple(fc.nat(conceptCount - 1), fc.nat(conceptCount - 1))
      .map(([a, b]) =>
        [...new Set([a - (a % 2), b - (b % 2) + 1])].filter((c) => c < conceptCount).sort((x, y) => x - y),
      ),
  );

/** Small worlds of every kind, with ties: pixels repeat. */
export const worlds = ({ conceptsMax = 6, pixelsMax = 40 } = {}): fc.Arbitrary<World> =>
  fc.integer({ min: 1, max: conceptsMax }).chain((conceptCount) =>
    conceptSets(conceptCount)
      .chain((concepts) =>
        fc.array(
          fc.record({ concepts, inRange: fc.boolean(), sample: fc.nat(2), times: fc.integer({ min: 1, max: 3 }) }),
          {
            minLength: 1,
            maxLength: pixelsMax,
          },
        ),
      )
      .map((groups) => ({
        conceptCount,
        pixels: groups.flatMap(({ times, ...pixel }) => Array.from({ length: times }, () => pixel)),
      })),
  );

/** The world as the search sees it: cells with their areas and hits. */
export function problemOf({ conceptCount, pixels }: World): SearchProblem {
  const sets = new Map<string, { concepts: readonly number[]; area: number; hits: number }>([
    ['', { concepts: [], area: 0, hits: 0 }],
  ]);
  for (const { concepts, inRange } of pixels) {
    const set = sets.get(concepts.join()) ?? { concepts, area: 0, hits: 0 };
    sets.set(concepts.join(), { concepts, area: set.area + 1, hits: set.hits + (inRange ? 1 : 0) });
  }
  const cells = [...sets.values()];
  const conceptOffsets = new Uint32Array(cells.length + 1);
  cells.forEach(({ concepts }, cell) => {
    conceptOffsets[cell + 1] = (conceptOffsets[cell] as number) + concepts.length;
  });
  const tables = conceptTables({
    conceptCount,
    cellCount: cells.length,
    areas: Float64Array.from(cells, ({ area }) => area),
    conceptOffsets,
    conceptPositions: Uint32Array.from(cells.flatMap(({ concepts }) => concepts)),
  });
  const hits = Uint32Array.from(cells, (cell) => cell.hits);
  return { space: new SearchSpace(tables), hits, bitmapPixels: hits.reduce((sum, n) => sum + n, 0) };
}

/** Cells with counts of any size, up to 2^38 pixels each, where a world of pixels would be too large. */
export const weightedProblems = ({ conceptsMax = 8, cellsMax = 24 } = {}): fc.Arbitrary<SearchProblem> =>
  fc
    .record({
      conceptCount: fc.integer({ min: 3, max: conceptsMax }),
      scale: fc.constantFrom(20, 1_000, 10 ** 6, 2 ** 38),
    })
    .chain(({ conceptCount, scale }) =>
      fc
        .array(
          fc.record({
            set: fc.subarray(all(conceptCount), { maxLength: Math.min(5, conceptCount) }),
            area: fc.integer({ min: 0, max: scale }),
            share: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
          }),
          { minLength: 1, maxLength: cellsMax },
        )
        .map((cells) => cellProblem(conceptCount, cells)),
    );

function cellProblem(
  conceptCount: number,
  cells: readonly { set: readonly number[]; area: number; share: number }[],
): SearchProblem {
  const conceptOffsets = new Uint32Array(cells.length + 1);
  cells.forEach(({ set }, cell) => {
    conceptOffsets[cell + 1] = (conceptOffsets[cell] as number) + set.length;
  });
  const tables = conceptTables({
    conceptCount,
    cellCount: cells.length,
    areas: Float64Array.from(cells, ({ area }) => area),
    conceptOffsets,
    conceptPositions: Uint32Array.from(cells.flatMap(({ set }) => set)),
  });
  const hits = Uint32Array.from(cells, ({ area, share }) => Math.min(2 ** 32 - 1, Math.floor(area * share)));
  return { space: new SearchSpace(tables), hits, bitmapPixels: hits.reduce((sum, n) => sum + n, 0) };
}

/** A formula's counts, summed up cell by cell. */
export function countedByCells(
  { space, hits, bitmapPixels }: SearchProblem,
  terms: readonly LeftDeepTerm[],
): Candidate {
  let [intersection, formulaPixels] = [0, 0];
  satisfiedCells(space.tables, terms).forEach((is, cell) => {
    if (is === 0) return;
    intersection += hits[cell] as number;
    formulaPixels += space.tables.areas[cell] as number;
  });
  return { terms, intersection, formulaPixels, union: bitmapPixels + formulaPixels - intersection };
}

/** Intersection and union of a formula, counted pixel by pixel. */
export function dense({ conceptCount, pixels }: World, terms: readonly LeftDeepTerm[]): Candidate {
  const names = Array.from({ length: conceptCount }, (_, c) => `c${c}`);
  const formula = leftDeepToFormula(terms, names);
  let [intersection, union, formulaPixels] = [0, 0, 0];
  for (const { concepts, inRange } of pixels) {
    const holds = evaluateFormula(formula, (name) => concepts.includes(Number(name.slice(1))));
    if (holds && inRange) intersection += 1;
    if (holds || inRange) union += 1;
    if (holds) formulaPixels += 1;
  }
  return { terms, intersection, union, formulaPixels };
}

/** The pixels that a formula selects, as text. */
export function selected({ conceptCount, pixels }: World, terms: readonly LeftDeepTerm[]): string {
  const names = Array.from({ length: conceptCount }, (_, c) => `c${c}`);
  const formula = leftDeepToFormula(terms, names);
  return pixels
    .map(({ concepts }) => (evaluateFormula(formula, (name) => concepts.includes(Number(name.slice(1)))) ? 1 : 0))
    .join('');
}

/** Every formula of one concept. */
function singles({ conceptCount }: Pick<World, 'conceptCount'>, grammar: Grammar): LeftDeepTerm[][] {
  return all(conceptCount).flatMap((concept) =>
    grammar === 'full'
      ? [[{ operator: null, concept }], [{ operator: null, concept, negatedFirst: true }]]
      : [[{ operator: null, concept }]],
  );
}

/** Every formula that a formula becomes by one more concept. */
function extensions(
  { conceptCount }: Pick<World, 'conceptCount'>,
  terms: readonly LeftDeepTerm[],
  grammar: Grammar,
): LeftDeepTerm[][] {
  return all(conceptCount)
    .filter((concept) => terms.every((term) => term.concept !== concept))
    .flatMap((concept) => OPERATORS[grammar].map((operator) => [...terms, { operator, concept }]));
}

/** The beam as the definition says it, every candidate scored on dense masks, nothing shared; one of those that select the same pixels stays. */
export function naiveBeam(
  world: World,
  { length, beam, grammar }: { length: number; beam: number; grammar: Grammar },
): (Candidate & { visited: number }) | undefined {
  const keep = (candidates: Candidate[], count: number): Candidate[] => {
    const first = new Map<string, Candidate>();
    for (const candidate of candidates.toSorted(compareCandidates)) {
      const key = selected(world, candidate.terms);
      if (!first.has(key)) first.set(key, candidate);
    }
    return [...first.values()].slice(0, count);
  };
  let scored = singles(world, grammar).map((terms) => dense(world, terms));
  let visited = scored.length;
  let kept = keep(scored, length === 1 ? 1 : 2 * beam);
  for (let step = 2; step <= length; step += 1) {
    scored = kept
      .filter(({ terms }) => terms.length === step - 1)
      .flatMap(({ terms }) => extensions(world, terms, grammar))
      .map((terms) => dense(world, terms));
    visited += scored.length;
    kept = keep([...kept, ...scored], step === length ? 1 : beam);
  }
  return kept[0] && { ...kept[0], visited };
}

/** The best of all left-deep formulas up to a length, each counted by `count`. */
export function bruteForce(
  conceptCount: number,
  {
    length,
    grammar,
    count,
  }: { length: number; grammar: Grammar; count: (terms: readonly LeftDeepTerm[]) => Candidate },
): Candidate | undefined {
  let level = singles({ conceptCount }, grammar);
  let best: Candidate | undefined;
  for (let step = 1; step <= length; step += 1) {
    for (const terms of level) {
      const candidate = count(terms);
      if (!best || compareCandidates(candidate, best) < 0) best = candidate;
    }
    level = step < length ? level.flatMap((terms) => extensions({ conceptCount }, terms, grammar)) : [];
  }
  return best;
}
