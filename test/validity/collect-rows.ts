import {
  addImages,
  type CollectProblem,
  findPairsToCollect,
  fitReadout,
  noSums,
  packBits,
  type ReadoutImages,
  readOut,
} from '@strata/compute';
import { createRandom, permutation, type Random } from '@strata/statistics';
import { type CollectImages, collectImages } from './collect-worlds.ts';
import type { ValidityRow } from './row.ts';

/** Images drawn: of the biased draw, and of the unbiased one. */
const DRAWN = { training: 960, probe: 1440 } as const;
/** Images that are learnt from; that errors are counted on; that are collected; and that test what came of it. */
const LEARNT = 240;
const JUDGED = 480;
const COLLECTED = 40;
const TESTED = 480;
/** Trials of the simulation, each with a division of its own of the images drawn; and of what nothing is to be found in. */
const TRIALS = 20;
const AT_RANDOM = 100;
const ALIKE = 200;

/** How often "collect" is said where nothing is to be gained, and how often its first row is no better than chance. */
export async function collectRows(folder: string): Promise<ValidityRow[]> {
  const world = await collectImages(folder, DRAWN);
  const trials = Array.from({ length: TRIALS }, (_, seed) => collect(world, seed));
  const network = `demo network after an epoch, readout of ${LEARNT} images of the biased draw`;
  process.stdout.write(`${summary(trials)}\n`);
  return [
    {
      ...{ id: 'collect-first', nothing: true, of: AT_RANDOM, reach: 0.05 },
      what: `${network}, errors on ${JUDGED} images drawn`,
      statement: 'some pair is to be “collected”',
      wrong: Array.from({ length: AT_RANDOM }, (_, seed) => saysCollect(errorsAtRandom(world, seed), seed)).filter(
        Boolean,
      ).length,
    },
    {
      ...{ id: 'collect-first', nothing: true, of: ALIKE, reach: 0.05 },
      what: `${JUDGED} images, 16 features; a pair goes wrong, but its images are like all others`,
      statement: 'some pair is to be “collected”',
      wrong: Array.from({ length: ALIKE }, (_, seed) => saysCollect(pairLikeOthers(seed), seed)).filter(Boolean).length,
    },
    {
      ...{ id: 'collect-first', nothing: false, of: TRIALS, reach: 0.2 },
      what: `${network}, ${COLLECTED} images more, against as many of the biased draw`,
      statement: 'images of the first row do not mend more when all is trained again',
      wrong: trials.filter((trial) => trial === null || trial.first >= trial.atRandom).length,
    },
  ];
}

/** Shares of test images that are wrong after collecting. */
interface Collected {
  readonly before: number;
  /** With images of the first row, and with as many of the draw that the data are of, and of the unbiased draw. */
  readonly first: number;
  readonly atRandom: number;
  readonly unbiased: number;
}

/** What errors come to, in the mean over trials. */
function summary(trials: readonly (Collected | null)[]): string {
  const known = trials.filter((trial) => trial !== null);
  const mean = (of: keyof Collected): string =>
    `${((100 * known.reduce((sum, trial) => sum + trial[of], 0)) / known.length).toFixed(1)} %`;
  return `Wrong before ${mean('before')}; with images of the first row ${mean('first')}, of the biased draw ${mean('atRandom')}, of the unbiased draw ${mean('unbiased')}`;
}

/** Collects the first row's images, and as many at random, and trains again; null where no pair is to be collected. */
function collect(world: CollectImages, seed: number): Collected | null {
  const { learnt, judged, tested, pool, more } = divide(world, seed);
  const errorsWith = (images: readonly number[]) => wrongShare(world, { learnt: [...learnt, ...images], tested });
  const { pairs } = findPairsToCollect(problemOf(world, { learnt, judged }), { seed });
  const [pair] = pairs;
  if (pair?.verdict !== 'COLLECT') return null;
  const both = pool.filter((image) => world.has(pair.first, image) && world.has(pair.second, image));
  const first = both.slice(0, COLLECTED);
  const as = (images: readonly number[]) => errorsWith(images.slice(0, first.length));
  return { before: errorsWith([]), first: errorsWith(first), atRandom: as(more), unbiased: as(pool) };
}

function divide(world: CollectImages, seed: number) {
  const random = createRandom(1000 + seed);
  const biased = shuffled(span(0, world.biased), random);
  const unbiased = shuffled(span(world.biased, world.images), random);
  return {
    learnt: biased.slice(0, LEARNT),
    /** Further ones of the biased draw. */
    more: biased.slice(LEARNT),
    judged: unbiased.slice(0, JUDGED),
    tested: unbiased.slice(JUDGED, JUDGED + TESTED),
    /** What can be collected. */
    pool: unbiased.slice(JUDGED + TESTED),
  };
}

interface Divided {
  readonly learnt: readonly number[];
  readonly judged: readonly number[];
}

/** The errors of a readout that has learnt from some images. */
function problemOf(world: CollectImages, { learnt, judged }: Divided): CollectProblem {
  const weights = weightsOf(world, learnt);
  const images = [...learnt, ...judged];
  const { featureCount, classCount } = world;
  const features = new Float64Array(images.length * featureCount);
  for (const [at, image] of images.entries()) {
    features.set(world.features.subarray(image * featureCount, (image + 1) * featureCount), at * featureCount);
  }
  return {
    ...{ features, featureCount, classCount, images: images.length, groups: null },
    classes: images.map((image) => world.classes[image] as number),
    columns: Array.from({ length: world.columns }, (_, column) =>
      packBits(images.map((image) => world.has(column, image))),
    ),
    errors: images.map((image) => Number(readOut(weights, world, image) !== world.classes[image])),
    learnt: images.map((_, at) => Number(at < learnt.length)),
  };
}

/** The same images, with errors that nothing decides. */
function errorsAtRandom(world: CollectImages, seed: number): CollectProblem {
  const random = createRandom(5000 + seed);
  const problem = problemOf(world, divide(world, seed));
  return { ...problem, errors: Array.from({ length: problem.images }, () => Number(random.next() < 0.3)) };
}

/** Two classes that sixteen features tell apart in part; a pair that the network gets wrong, though it looks like all else. */
function pairLikeOthers(seed: number): CollectProblem {
  const random = createRandom(9000 + seed);
  const featureCount = 16;
  const images = JUDGED;
  const normal = (): number => Array.from({ length: 12 }, () => random.next()).reduce((sum, value) => sum + value, -6);
  const classes = Array.from({ length: images }, () => random.below(2));
  const features = Float64Array.from(
    { length: images * featureCount },
    (_, at) => normal() + 0.25 * (classes[Math.floor(at / featureCount)] as number),
  );
  const columns = Array.from({ length: 12 }, () => Array.from({ length: images }, () => Number(random.next() < 0.28)));
  const errors = classes.map((_, image) => {
    const isPair = columns[0]?.[image] === 1 && columns[1]?.[image] === 1;
    return Number(random.next() < (isPair ? 0.7 : 0.1));
  });
  const common = { featureCount, classCount: 2, images, groups: null, learnt: null };
  return { ...common, features, classes, columns: columns.map((column) => packBits(column)), errors };
}

function saysCollect(problem: CollectProblem, seed: number): boolean {
  return findPairsToCollect(problem, { seed }).pairs.some(({ verdict }) => verdict === 'COLLECT');
}

function wrongShare(
  world: ReadoutImages,
  { learnt, tested }: { readonly learnt: readonly number[]; readonly tested: readonly number[] },
): number {
  const weights = weightsOf(world, learnt);
  return tested.filter((image) => readOut(weights, world, image) !== world.classes[image]).length / tested.length;
}

function weightsOf(world: ReadoutImages, learnt: readonly number[]): Float64Array {
  return fitReadout(addImages(noSums(world), world, learnt), world.classCount);
}

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function shuffled(images: readonly number[], random: Random): number[] {
  return Array.from(permutation(images.length, random), (place) => images[place] as number);
}
