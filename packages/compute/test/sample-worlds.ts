import { evaluateFormula, type LeftDeepTerm, leftDeepToFormula } from '@strata/domain';
import fc from 'fast-check';
import { conceptTables } from '../src/search/concept-tables.ts';
import type { RangeActivations } from '../src/search/heuristics/piece-hits.ts';
import { SampleSpace } from '../src/search/heuristics/sample-space.ts';
import type { SampleMaps } from '../src/search/heuristics/sample-tables.ts';
import type { HeuristicProblem } from '../src/search/heuristics/search-heuristic.ts';
import { SearchSpace } from '../src/search/search-space.ts';

/** Images with concepts painted on them, and a bitmap. */
export interface SampleWorld {
  readonly conceptCount: number;
  readonly height: number;
  readonly width: number;
  readonly samples: readonly {
    /** (height · width) ascending concepts of every pixel. */
    readonly pixels: readonly (readonly number[])[];
    /** (height · width) */
    readonly inRange: readonly boolean[];
  }[];
}

type Size = Pick<SampleWorld, 'height' | 'width'>;

/** A rectangle anywhere, mostly; the whole image; single pixels. What is painted later may lie in, over or beside the rest. */
const shape = ({ height, width }: Size): fc.Arbitrary<(x: number, y: number) => boolean> => {
  const side = (size: number) =>
    fc.tuple(fc.nat({ max: size - 1 }), fc.integer({ min: 1, max: Math.max(1, size >> 1) })).map(
      ([from, length]) =>
        (at: number) =>
          at >= from && at < from + length,
    );
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(side(width), side(height)).map(
        ([across, down]) =>
          (x: number, y: number) =>
            across(x) && down(y),
      ),
    },
    { weight: 1, arbitrary: fc.constant(() => true) },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.boolean(), { minLength: height * width, maxLength: height * width })
        .map((mask) => (x: number, y: number) => mask[y * width + x] as boolean),
    },
  );
};

/** Concept 0 is a scene: it fills a sample or isn't in it. The last concept is painted nowhere. */
const sample = (size: Size, conceptCount: number) =>
  fc
    .record({
      scene: fc.boolean(),
      painted: fc.array(fc.tuple(fc.nat(Math.max(0, conceptCount - 2)), shape(size)), { maxLength: 7 }),
      fires: fc.oneof(
        shape(size),
        fc.constant(() => false),
      ),
      turned: fc.oneof(fc.constant(false), fc.boolean()),
    })
    .map(({ scene, painted, fires, turned }) => {
      const grid = Array.from({ length: size.height * size.width }, (_, i) => ({
        x: i % size.width,
        y: Math.floor(i / size.width),
      }));
      return {
        pixels: grid.map(({ x, y }) => {
          const set = new Set(painted.filter(([concept, covers]) => concept > 0 && covers(x, y)).map(([c]) => c));
          if (scene) set.add(0);
          return [...set].sort((a, b) => a - b);
        }),
        inRange: grid.map(({ x, y }) => fires(x, y) !== turned),
      };
    });

export const sampleWorlds = ({ conceptsMax = 6, sideMax = 6, samplesMax = 3 } = {}): fc.Arbitrary<SampleWorld> =>
  fc
    .record({
      // Mostly the larger ones: the small are soon all there.
      conceptCount: fc.oneof(fc.integer({ min: 1, max: conceptsMax }), fc.constant(conceptsMax)),
      height: fc.oneof(fc.integer({ min: 1, max: sideMax }), fc.constant(sideMax)),
      width: fc.oneof(fc.integer({ min: 1, max: sideMax }), fc.constant(sideMax)),
    })
    .chain(({ conceptCount, height, width }) =>
      fc
        .array(sample({ height, width }, conceptCount), { minLength: 1, maxLength: samplesMax })
        .map((samples) => ({ conceptCount, height, width, samples })),
    );

/** The world as it is stored: cells, their maps, and activations of the masks' own size. */
export function sampledProblem(world: SampleWorld, { rectangles = true } = {}) {
  const { conceptCount, height, width, samples } = world;
  const numbers = new Map<string, number>([['', 0]]);
  const sets: (readonly number[])[] = [[]];
  const cells = samples.flatMap(({ pixels }) =>
    pixels.map((set) => {
      const known = numbers.get(set.join());
      if (known !== undefined) return known;
      numbers.set(set.join(), sets.length);
      return sets.push(set) - 1;
    }),
  );
  const fires = samples.flatMap(({ inRange }) => inRange);
  const [areas, hits] = [new Float64Array(sets.length), new Uint32Array(sets.length)];
  cells.forEach((cell, i) => {
    areas[cell] = (areas[cell] as number) + 1;
    if (fires[i]) hits[cell] = (hits[cell] as number) + 1;
  });
  const conceptOffsets = new Uint32Array(sets.length + 1);
  sets.forEach((set, cell) => {
    conceptOffsets[cell + 1] = (conceptOffsets[cell] as number) + set.length;
  });
  const tables = conceptTables({
    conceptCount,
    cellCount: sets.length,
    areas,
    conceptOffsets,
    conceptPositions: Uint32Array.from(sets.flat()),
  });
  const size = height * width;
  const maps: SampleMaps = {
    sampleCount: samples.length,
    maskShape: { height, width },
    maps: {
      read: (start, count) => Uint32Array.from(cells.slice(start * size, (start + count) * size)),
      close: () => undefined,
    },
  };
  const space = new SearchSpace(tables);
  const activations: RangeActivations = {
    values: Float32Array.from(fires, (is) => (is ? 1 : 0)),
    lowest: 1,
    beyond: Number.POSITIVE_INFINITY,
  };
  const problem: HeuristicProblem = {
    space,
    hits,
    bitmapPixels: fires.filter(Boolean).length,
    activations,
    samples: new SampleSpace({ ...maps, space, mapShape: { height, width }, rectangles }),
  };
  return { problem, maps, samples: problem.samples as SampleSpace, activations };
}

/** (sample, height · width) where a formula holds. */
export function denseMasks({ conceptCount, samples }: SampleWorld, terms: readonly LeftDeepTerm[]): boolean[][] {
  const formula = leftDeepToFormula(
    terms,
    Array.from({ length: conceptCount }, (_, c) => `c${c}`),
  );
  return samples.map(({ pixels }) =>
    pixels.map((set) => evaluateFormula(formula, (name) => set.includes(Number(name.slice(1))))),
  );
}

/** A formula's IoU, counted pixel by pixel. */
export function denseIou(world: SampleWorld, terms: readonly LeftDeepTerm[]): number {
  let [both, either] = [0, 0];
  denseMasks(world, terms).forEach((mask, sample) => {
    mask.forEach((holds, pixel) => {
      const fires = world.samples[sample]?.inRange[pixel] as boolean;
      if (holds && fires) both += 1;
      if (holds || fires) either += 1;
    });
  });
  return either === 0 ? 0 : both / either;
}
