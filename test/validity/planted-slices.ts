import { join } from 'node:path';
import { bitAt, conceptPixels, imageColumns, searchedColumns } from '@strata/compute';
import { writeDemoWorld } from '@strata/demo';
import type { FormulaOperator, LeftDeepTerm } from '@strata/domain';
import { buildCellIndex, openProbeDataset } from '@strata/probe';
import { createRandom, type Random } from '@strata/statistics';

/** How much more often images of a slice go wrong: the probability that being in it alone makes one wrong. */
export const STRENGTHS = [0.3, 0.5, 0.7, 1] as const;
/** For each number of concepts, 1–3, and each strength. */
const SLICES_OF_A_KIND = 26;
const NOTHING_PLANTED = 100;
const IMAGES = 472;
const OPERATORS: readonly FormulaOperator[] = ['OR', 'AND', 'AND NOT'];

/** Which concepts are in which images of the bundled world. */
export interface SliceWorld {
  readonly images: number;
  /** (concept) packed bits over images. */
  readonly columns: readonly Uint32Array[];
}

/** Errors laid over the world: more of them where the planted formula holds. */
export interface PlantedSlice {
  /** Empty where nothing is planted. */
  readonly terms: readonly LeftDeepTerm[];
  readonly strength: number;
  /** Share of images that the formula selects, and of errors elsewhere. */
  readonly support: number;
  readonly base: number;
  /** (image) */
  readonly truth: Uint8Array;
  readonly errors: Uint8Array;
}

/** What 472 images of the bundled world show: concepts that 2 % of the images have and 2 % lack. */
export async function sliceWorld(folder: string): Promise<SliceWorld> {
  const { root } = await writeDemoWorld(join(folder, 'slices-world'), { samples: IMAGES });
  const dataset = await openProbeDataset(root, { format: 'planes' });
  const index = await buildCellIndex(dataset, { cacheDir: folder });
  await dataset.close();
  const images = Array.from({ length: IMAGES }, (_, image) => image);
  const { height, width } = index.maskShape;
  const options = { images: IMAGES, pixelsPerImage: height * width, shares: [] };
  const all = imageColumns(conceptPixels(index, images), options).map(({ bits }) => bits);
  return { images: IMAGES, columns: searchedColumns(all, IMAGES).map((position) => all[position] as Uint32Array) };
}

/** 312 planted slices: 1–3 concepts, four strengths, 5–40 % of the images, 5–20 % errors elsewhere. */
export function plantSlices(world: SliceWorld): PlantedSlice[] {
  const random = createRandom(17);
  return [1, 2, 3].flatMap((length) =>
    STRENGTHS.flatMap((strength) =>
      Array.from({ length: SLICES_OF_A_KIND }, (_, at) => {
        // Supports evenly over their logarithms, so that small ones are as frequent as they are in practice.
        const support = 0.05 * 8 ** ((at + random.next()) / SLICES_OF_A_KIND);
        const base = 0.05 + 0.15 * random.next();
        return plant(world, { random, length, strength, support, base });
      }),
    ),
  );
}

/** Errors that nothing in the images decides. */
export function plantNothing(world: SliceWorld): PlantedSlice[] {
  const random = createRandom(19);
  return Array.from({ length: NOTHING_PLANTED }, () => {
    const base = 0.05 + 0.15 * random.next();
    const errors = Uint8Array.from({ length: world.images }, () => Number(random.next() < base));
    return { terms: [], strength: 0, support: 0, base, truth: new Uint8Array(world.images), errors };
  });
}

/** The intersection of two selections over their union. */
export function jaccard(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let [both, either] = [0, 0];
  for (let image = 0; image < one.length; image += 1) {
    both += Number(one[image] === 1 && other[image] === 1);
    either += Number(one[image] === 1 || other[image] === 1);
  }
  return either === 0 ? 0 : both / either;
}

interface Kind {
  readonly random: Random;
  readonly length: number;
  readonly strength: number;
  readonly support: number;
  readonly base: number;
}

/** A slice of about that support in which every concept counts: none is left out without changing a fifth of it. */
function plant(world: SliceWorld, { random, length, strength, support, base }: Kind): PlantedSlice {
  for (;;) {
    const terms = drawTerms(world, random, length);
    const truth = selected(world, terms);
    const share = truth.reduce((sum, bit) => sum + bit, 0) / world.images;
    if (Math.abs(share - support) > 0.15 * support || !everyTermCounts(world, terms, truth)) continue;
    const errors = truth.map((inside) => Number(random.next() < base || (inside === 1 && random.next() < strength)));
    return { terms, strength, support: share, base, truth, errors };
  }
}

function drawTerms({ columns }: SliceWorld, random: Random, length: number): LeftDeepTerm[] {
  const terms: LeftDeepTerm[] = [];
  while (terms.length < length) {
    const concept = random.below(columns.length);
    if (terms.some((term) => term.concept === concept)) continue;
    terms.push({ operator: terms.length === 0 ? null : (OPERATORS[random.below(3)] as FormulaOperator), concept });
  }
  return terms;
}

function selected({ images, columns }: SliceWorld, terms: readonly LeftDeepTerm[]): Uint8Array {
  return Uint8Array.from({ length: images }, (_, image) => {
    const holds = terms.reduce((before, { operator, concept }) => {
      const has = bitAt(columns[concept] as Uint32Array, image) === 1;
      if (operator === 'OR') return before || has;
      if (operator === null) return has;
      return before && (operator === 'AND') === has;
    }, false);
    return Number(holds);
  });
}

function everyTermCounts(world: SliceWorld, terms: readonly LeftDeepTerm[], truth: Uint8Array): boolean {
  if (terms.length === 1) return true;
  return terms.every((_, left) => {
    const [first, ...rest] = terms.filter((_, at) => at !== left);
    const shorter = [{ operator: null, concept: first?.concept ?? 0 }, ...rest];
    return jaccard(selected(world, shorter), truth) < 0.8;
  });
}
