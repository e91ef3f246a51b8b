import { evaluateFormula, type LeftDeepTerm, leftDeepToFormula } from '@strata/domain';
import type { CellIndex } from '@strata/probe';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceLevel, lift } from '../src/metrics/chance.ts';
import { chooseSamples } from '../src/samples/choose-samples.ts';
import { packBits, unpackBits } from '../src/samples/packed-bits.ts';
import { searchBeam } from '../src/search/beam.ts';
import { type Candidate, compareCandidates } from '../src/search/candidate.ts';
import { conceptTables } from '../src/search/concept-tables.ts';
import { satisfiedCells } from '../src/search/formula-cells.ts';

/** A dense world: for every pixel the concepts it carries and whether it lies in the range. */
interface World {
  readonly conceptCount: number;
  readonly pixels: readonly { readonly concepts: readonly number[]; readonly inRange: boolean }[];
}

const worlds: fc.Arbitrary<World> = fc.integer({ min: 1, max: 6 }).chain((conceptCount) =>
  fc
    .array(fc.record({ concepts: fc.subarray([...Array(conceptCount).keys()]), inRange: fc.boolean() }), {
      minLength: 1,
      maxLength: 40,
    })
    .map((pixels) => ({ conceptCount, pixels })),
);

function problemOf({ conceptCount, pixels }: World) {
  const sets = new Map<string, { concepts: readonly number[]; area: number; hits: number }>([
    ['', { concepts: [], area: 0, hits: 0 }],
  ]);
  for (const { concepts, inRange } of pixels) {
    const set = sets.get(concepts.join()) ?? { concepts, area: 0, hits: 0 };
    sets.set(concepts.join(), { concepts, area: set.area + 1, hits: set.hits + (inRange ? 1 : 0) });
  }
  const cells = [...sets.values()];
  const offsets = new Uint32Array(cells.length + 1);
  cells.forEach(({ concepts }, cell) => {
    offsets[cell + 1] = (offsets[cell] as number) + concepts.length;
  });
  const index: CellIndex = {
    sha256: '',
    sampleCount: 1,
    maskShape: { height: 1, width: pixels.length },
    conceptCount,
    cellCount: cells.length,
    areas: Float64Array.from(cells, ({ area }) => area),
    conceptOffsets: offsets,
    conceptPositions: Uint32Array.from(cells.flatMap(({ concepts }) => concepts)),
    mapsPath: '',
    mapsBytesPerCell: 4,
  };
  const hits = Uint32Array.from(cells, (cell) => cell.hits);
  return { tables: conceptTables(index), hits, bitmapPixels: hits.reduce((sum, n) => sum + n, 0) };
}

/** Intersection and union of a formula, counted pixel by pixel. */
function dense({ conceptCount, pixels }: World, terms: readonly LeftDeepTerm[]) {
  const names = Array.from({ length: conceptCount }, (_, c) => `c${c}`);
  const formula = leftDeepToFormula(terms, names);
  const satisfied = pixels.map(({ concepts }) =>
    evaluateFormula(formula, (name) => concepts.includes(Number(name.slice(1)))),
  );
  const count = (is: (pixel: number) => boolean): number => pixels.filter((_, pixel) => is(pixel)).length;
  return {
    terms,
    intersection: count((p) => Boolean(satisfied[p] && pixels[p]?.inRange)),
    union: count((p) => Boolean(satisfied[p] || pixels[p]?.inRange)),
    formulaPixels: count((p) => Boolean(satisfied[p])),
  };
}

/** The beam as the definition says it, every candidate scored on dense masks, nothing shared. */
function naiveBeam(world: World, { length, beam }: { length: number; beam: number }): Candidate | undefined {
  const key = ({ terms }: Candidate): string => {
    const chain = terms.findIndex(({ operator }, i) => i > 1 && operator !== terms[1]?.operator);
    const end = terms[1]?.operator === 'AND NOT' ? 1 : chain < 0 ? terms.length : chain;
    const head = terms
      .slice(0, end)
      .map(({ concept }) => concept)
      .sort((a, b) => a - b);
    return JSON.stringify([terms[1]?.operator, head, terms.slice(end)]);
  };
  const keep = (candidates: Candidate[], count: number): Candidate[] =>
    [
      ...new Map(
        candidates
          .toSorted(compareCandidates)
          .toReversed()
          .map((c) => [key(c), c]),
      ).values(),
    ]
      .sort(compareCandidates)
      .slice(0, count);
  const concepts = [...Array(world.conceptCount).keys()];
  let kept = keep(
    concepts.map((concept) => dense(world, [{ operator: null, concept }])),
    length === 1 ? 1 : 2 * beam,
  );
  for (let step = 2; step <= length; step += 1) {
    const extended = kept.flatMap(({ terms }) =>
      terms.length >= step
        ? []
        : concepts
            .filter((concept) => terms.every((term) => term.concept !== concept))
            .flatMap((concept) =>
              (['OR', 'AND', 'AND NOT'] as const).map((operator) => dense(world, [...terms, { operator, concept }])),
            ),
    );
    kept = keep([...kept, ...extended], step === length ? 1 : beam);
  }
  return kept[0];
}

describe('beam search over cells', () => {
  it('finds what the beam on dense masks finds, with the same counts', () => {
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (world, length, beam) => {
        const found = searchBeam(problemOf(world), { length, beam });
        const expected = naiveBeam(world, { length, beam });
        if (!world.pixels.some(({ inRange }) => inRange)) {
          expect(found).toBeNull();
          return;
        }
        expect(found).toMatchObject(expected as Candidate);
        expect(found?.iou).toBe((found?.intersection as number) / (found?.union as number));
      }),
      { numRuns: 500 },
    );
  });

  it('is never worse than the best single concept', () => {
    fc.assert(
      fc.property(worlds, (world) => {
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

  it('marks the cells that satisfy a formula, those without a concept included', () => {
    const { tables } = problemOf({
      conceptCount: 2,
      pixels: [
        { concepts: [0], inRange: true },
        { concepts: [0, 1], inRange: true },
      ],
    });
    const not0 = [{ operator: null, concept: 0, negatedFirst: true } as const];
    expect([...satisfiedCells(tables, not0)]).toEqual([1, 0, 0]);
    expect([
      ...satisfiedCells(tables, [
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
});

describe('top samples', () => {
  it('are those with the most pixels, of equals the lower index, never one without', () => {
    expect(chooseSamples(Uint32Array.from([3, 0, 7, 3, 9, 0]), 3)).toEqual([4, 2, 0]);
    expect(chooseSamples(Uint32Array.from([0, 1]), 6)).toEqual([1]);
  });

  it('keep their masks bit for bit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 100 }), (mask) => {
        expect([...unpackBits(packBits(Uint8Array.from(mask)), mask.length)]).toEqual(mask);
      }),
    );
  });
});
