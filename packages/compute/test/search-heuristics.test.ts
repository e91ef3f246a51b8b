import type { LeftDeepTerm } from '@strata/domain';
import { createTwinKernel, UPSAMPLINGS } from '@strata/kernels';
import type { ProbeConcept } from '@strata/probe';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hitCounter } from '../src/hits/count-hits.ts';
import { DEFAULT_CONFIG, type SearchStrategy } from '../src/index.ts';
import { searchBeam } from '../src/search/beam.ts';
import { estimateExtensions, rangeSamples } from '../src/search/heuristics/estimates.ts';
import { emptyBox } from '../src/search/heuristics/extent.ts';
import { areasOnly, coordinateFree, EXTENSIONS, minMaxExtension } from '../src/search/heuristics/heuristics.ts';
import { rectangleFinder } from '../src/search/heuristics/largest-rectangle.ts';
import { pieceCounter } from '../src/search/heuristics/piece-hits.ts';
import { searchHeuristic } from '../src/search/heuristics/search-heuristic.ts';
import { rangeSearch } from '../src/search/range-search.ts';
import { denseIou, denseMasks, type SampleWorld, sampledProblem, sampleWorlds } from './sample-worlds.ts';

const STRATEGIES = ['mmesh', 'cfh', 'areas', 'none'] as const;
const HEURISTICS = [
  ['mmesh', { heuristic: minMaxExtension, scenes: true }],
  ['cfh', { heuristic: coordinateFree, scenes: true }],
  ['areas', { heuristic: areasOnly, scenes: false }],
] as const;

/** Formulas of one to three concepts, with repeats left out. */
const formulas = (conceptCount: number): fc.Arbitrary<LeftDeepTerm[]> =>
  fc
    .uniqueArray(fc.nat(conceptCount - 1), { minLength: 1, maxLength: 3 })
    .chain((concepts) =>
      fc
        .tuple(...concepts.map(() => fc.constantFrom(...EXTENSIONS)))
        .map((operators) =>
          concepts.map((concept, i) => ({ operator: i === 0 ? null : (operators[i] ?? null), concept })),
        ),
    );

const withFormula = sampleWorlds().chain((world) => fc.tuple(fc.constant(world), formulas(world.conceptCount)));

/** Every extension of a formula with its estimate. */
function estimated(world: SampleWorld, terms: LeftDeepTerm[], options: (typeof HEURISTICS)[number][1]) {
  const { samples, activations } = sampledProblem(world);
  const pieceHits = samples.countPieces(activations);
  const [columns] = samples.extentsOf([terms]);
  if (!columns) throw new Error('No extents.');
  const formula = { columns, hits: samples.hitsOf(terms, pieceHits) };
  const estimates = estimateExtensions(rangeSamples(samples, pieceHits), formula, options);
  return EXTENSIONS.flatMap((operator, extension) =>
    Array.from({ length: world.conceptCount }, (_, concept) => concept)
      .filter((concept) => terms.every((term) => term.concept !== concept))
      .map((concept) => ({
        concept,
        extended: [...terms, { operator, concept }],
        estimate: estimates[extension]?.[concept] as number,
      })),
  );
}

const fires = ({ samples }: SampleWorld): boolean => samples.some(({ inRange }) => inRange.includes(true));

describe('searches by estimates', () => {
  it.each(STRATEGIES)('find the formula of the beam search, with its counts (%s)', (strategy) => {
    fc.assert(
      fc.property(
        sampleWorlds(),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        (world, length, beam) => {
          const { problem } = sampledProblem(world);
          const found = searchHeuristic(problem, { strategy, length, beam });
          const expected = searchBeam(problem, { length, beam });
          expect(found && { ...found, visited: 0 }).toEqual(expected && { ...expected, visited: 0 });
          const all = searchHeuristic(problem, { strategy: 'none', length, beam })?.visited ?? 0;
          expect(found?.visited ?? 0).toBeLessThanOrEqual(all);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each(HEURISTICS)(
    'never estimate below the true IoU, on masks with overlaps, holes and scenes (%s)',
    (_, options) => {
      fc.assert(
        fc.property(withFormula, ([world, terms]) => {
          fc.pre(fires(world));
          for (const { extended, estimate } of estimated(world, terms, options)) {
            expect(estimate).toBeGreaterThanOrEqual(denseIou(world, extended));
          }
        }),
        { numRuns: 1_000 },
      );
    },
  );

  it.each(HEURISTICS.slice(0, 2))('estimate the IoU itself where a scene joins or is extended (%s)', (_, options) => {
    fc.assert(
      fc.property(withFormula, ([world, terms]) => {
        fc.pre(fires(world));
        for (const { extended, concept, estimate } of estimated(world, terms, options)) {
          const extendsScene = terms.length === 1 && terms[0]?.concept === 0;
          if (concept === 0 || extendsScene) expect(estimate).toBe(denseIou(world, extended));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('visit the fewer formulas the more they know, and without estimates all of them', () => {
    // Two samples of 1×4: concept 0 on the left halves, 1 on the right ones, 2 on one pixel; the left halves fire.
    const pixels = [[0, 2], [0], [1], [1]];
    const world = {
      conceptCount: 3,
      height: 1,
      width: 4,
      samples: [
        { pixels, inRange: [true, true, false, false] },
        { pixels, inRange: [true, false, false, false] },
      ],
    };
    const visited = (strategy: (typeof STRATEGIES)[number]) =>
      searchHeuristic(sampledProblem(world).problem, { strategy, length: 2, beam: 1 })?.visited as number;
    // 2·1 singles start, 0 (3 of 4) and 2 (2 of 3): OR and AND with two others each, their common two once, and AND NOT.
    expect(visited('none')).toBe(2 * 2 + 2 * 2 + 2 * 2 - 2);
    expect(visited('mmesh')).toBeLessThan(visited('cfh'));
    expect(visited('cfh')).toBeLessThanOrEqual(visited('areas'));
    expect(visited('areas')).toBeLessThanOrEqual(visited('none'));
  });

  it('need no samples without estimates', () => {
    fc.assert(
      fc.property(sampleWorlds(), (world) => {
        const { problem } = sampledProblem(world);
        const bare = { ...problem, samples: null, activations: null };
        expect(searchHeuristic(bare, { strategy: 'none' })?.terms).toEqual(searchBeam(problem)?.terms);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what is known of each sample', () => {
  it('is the area, the hits, the box and a rectangle of any formula, as its mask has them', () => {
    fc.assert(
      fc.property(withFormula, ([world, terms]) => {
        const { samples, activations } = sampledProblem(world);
        const [columns] = samples.extentsOf([terms]);
        const hits = samples.hitsOf(terms, samples.countPieces(activations));
        denseMasks(world, terms).forEach((mask, sample) => {
          const on = mask.flatMap((holds, pixel) => (holds ? [pixel] : []));
          expect(columns?.areas[sample]).toBe(on.length);
          expect(hits[sample]).toBe(on.filter((pixel) => world.samples[sample]?.inRange[pixel]).length);
          const rows = on.map((pixel) => Math.floor(pixel / world.width));
          const places = on.map((pixel) => pixel % world.width);
          const box = on.length > 0 ? [rows, places].map((list) => Math.min(...list)) : [0, 0];
          const beyond = on.length > 0 ? [rows, places].map((list) => Math.max(...list) + 1) : [0, 0];
          expect([...(columns?.boxes.subarray(4 * sample, 4 * sample + 4) ?? [])]).toEqual([...box, ...beyond]);
          const [top = 0, left = 0, bottom = 0, right = 0] = columns?.rectangles.subarray(4 * sample) ?? [];
          const inner = mask.filter((_, pixel) => {
            const [y, x] = [Math.floor(pixel / world.width), pixel % world.width];
            return y >= top && y < bottom && x >= left && x < right;
          });
          expect(inner).toEqual(Array((bottom - top) * (right - left)).fill(true));
          expect(inner.length > 0).toBe(on.length > 0);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is the same whatever formulas were asked for before', () => {
    fc.assert(
      fc.property(withFormula, ([world, terms]) => {
        const { samples } = sampledProblem(world);
        const first = samples.extentsOf([terms, [{ operator: null, concept: 0 }]]);
        expect(samples.extentsOf([[{ operator: null, concept: 0 }], terms])).toEqual(first.toReversed());
        expect(sampledProblem(world).samples.extentsOf([terms])[0]).toEqual(first[0]);
      }),
      { numRuns: 200 },
    );
  });

  it('is a largest rectangle within a mask', () => {
    const masks = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })).chain(([height, width]) =>
      fc.record({
        height: fc.constant(height),
        width: fc.constant(width),
        mask: fc.array(fc.boolean(), { minLength: height * width, maxLength: height * width }),
      }),
    );
    fc.assert(
      fc.property(masks, ({ height, width, mask }) => {
        const cells = Uint32Array.from(mask, (on) => (on ? 1 : 0));
        const into = { top: 9, left: 9, bottom: 9, right: 9 };
        const box = { ...emptyBox(), bottom: height, right: width };
        rectangleFinder(width)({ cells, satisfied: Uint8Array.of(0, 1), box }, into);
        const full = (top: number, left: number, bottom: number, right: number): boolean => {
          for (let y = top; y < bottom; y += 1)
            if (mask.slice(y * width + left, y * width + right).includes(false)) return false;
          return true;
        };
        let most = 0;
        for (let top = 0; top < height; top += 1)
          for (let left = 0; left < width; left += 1)
            for (let bottom = top + 1; bottom <= height; bottom += 1)
              for (let right = left + 1; right <= width; right += 1)
                if (full(top, left, bottom, right)) most = Math.max(most, (bottom - top) * (right - left));
        expect((into.bottom - into.top) * (into.right - into.left)).toBe(most);
        expect(full(into.top, into.left, into.bottom, into.right)).toBe(true);
        if (most === 0) expect(into).toEqual(emptyBox());
      }),
      { numRuns: 500 },
    );
  });

  it('adds up to the hits of the cells, upsampled alike, whatever range was counted before', () => {
    const maps2 = fc.record({ height: fc.integer({ min: 1, max: 3 }), width: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(
        sampleWorlds(),
        maps2,
        fc.infiniteStream(fc.constantFrom(0, 0.25, 0.5, 1)),
        fc.constantFrom(...UPSAMPLINGS),
        (world, mapShape, stream, upsampling) => {
          const { samples, maps, problem } = sampledProblem(world);
          const { tables } = problem.space;
          const count = samples.sampleCount * mapShape.height * mapShape.width;
          const values = Float32Array.from({ length: count }, () => stream.next().value);
          const ranges = [
            { lowest: 0, beyond: 0.5 },
            { lowest: 0.3125, beyond: Number.POSITIVE_INFINITY },
            { lowest: 0.875, beyond: Number.POSITIVE_INFINITY },
          ];
          const withoutZero = values.length % 2 === 0;
          const index = { ...maps, ...tables, sha256: '', voidPixels: 0, mapsPath: '', mapsBytesPerCell: 4 as const };
          const bounds = ranges.map((range) => ({
            ...range,
            lower: null,
            upper: null,
            includesLower: false,
            withoutZero,
          }));
          const [whole] = hitCounter({
            ...{ index, maps: maps.maps, mapShape, upsampling },
            createKernel: createTwinKernel,
          })([{ unit: 0, values, ranges: bounds }]);
          const counter = pieceCounter(samples.tables, maps, { mapShape, upsampling });
          ranges.forEach((range, place) => {
            const byCell = new Uint32Array(tables.cellCount);
            counter({ values, ...range, withoutZero }).forEach((hits, piece) => {
              const cell = samples.tables.pieceCells[piece] as number;
              byCell[cell] = (byCell[cell] as number) + hits;
            });
            expect(byCell).toEqual(whole?.hits.slice(place * tables.cellCount, (place + 1) * tables.cellCount));
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the search of a configuration with estimates', () => {
  const concepts = ({ conceptCount }: SampleWorld): ProbeConcept[] =>
    Array.from({ length: conceptCount }, (_, i) => ({
      index: i,
      name: `c${i}`,
      category: i % 2 === 0 ? 'object' : 'color',
    }));
  const searchOf = (world: SampleWorld, search: SearchStrategy) => {
    const { problem, maps, activations } = sampledProblem(world);
    const samples = { ...maps, mapShape: world };
    const config = { ...DEFAULT_CONFIG, search, categories: ['object'] };
    const find = rangeSearch({
      tables: problem.space.tables,
      concepts: concepts(world),
      config,
      now: () => 0,
      samples,
    });
    return find({ hits: problem.hits, bitmapPixels: problem.bitmapPixels, activations });
  };

  it.each(STRATEGIES)('finds, restricted to a category, what the beam search finds (%s)', (strategy) => {
    fc.assert(
      fc.property(sampleWorlds(), (world) => {
        expect(searchOf(world, strategy)?.terms).toEqual(searchOf(world, 'beam')?.terms);
      }),
      { numRuns: 200 },
    );
  });

  it.each(STRATEGIES)('refuses the full grammar and a budget (%s)', (search) => {
    const world = { conceptCount: 1, height: 1, width: 1, samples: [{ pixels: [[0]], inRange: [true] }] };
    const { tables } = sampledProblem(world).problem.space;
    const make = (settings: Partial<typeof DEFAULT_CONFIG>) => () =>
      rangeSearch({
        tables,
        concepts: concepts(world),
        config: { ...DEFAULT_CONFIG, search, ...settings },
        now: () => 0,
      });
    expect(make({})).not.toThrow();
    expect(make({ grammar: 'full' })).toThrow(`The search "${search}" orders formulas of the paper's grammar only`);
    expect(make({ searchBudgetMs: 5 })).toThrow(`A search budget goes with the optimal search`);
  });
});
