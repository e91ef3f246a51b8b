import { addImages, type CollectProblem, findPairsToCollect, fitReadout, noSums, packBits, readOut } from '@strata/compute';
import { createRandom, permutation, type Random } from '@strata/statistics';
import { type CollectImages, collectImages } from './collect-worlds.ts';

/** Seeds of the simulation, each with images of its own. */
const SEEDS = 8;
/** Images drawn: of the biased draw, and of the unbiased one. */
const DRAWN = { training: 960, probe: 1440 } as const;
/** Images that are learnt from; that errors are counted on; and that are collected. */
const LEARNT = 240;
const JUDGED = 480;
const COLLECTED = 40;

/** What came of one seed: errors on images that nothing has seen, in the mean. */
export interface CollectOutcome {
  readonly pair: string | null;
  readonly verdict: string | null;
  readonly before: number;
  readonly afterFirst: number;
  readonly afterRandom: number;
  readonly afterUnbiased: number;
}

/** Collects the first row's images in the demo world, and as many at random, and trains again. */
export function simulate(world: CollectImages, seed: number): CollectOutcome {
  const random = createRandom(1000 + seed);
  const biased = shuffled(range(0, world.biased), random);
  const unbiased = shuffled(range(world.biased, world.images), random);
  const learnt = biased.slice(0, LEARNT);
  const judged = unbiased.slice(0, JUDGED);
  const tested = unbiased.slice(JUDGED, JUDGED + 480);
  const pool = unbiased.slice(JUDGED + 480);
  const errorsAfter = (more: readonly number[]) => wrongShare(world, { learnt: [...learnt, ...more], tested });
  const found = findPairsToCollect(problemOf(world, { learnt, judged }), { seed });
  const [first] = found.pairs;
  const random40 = biased.slice(LEARNT, LEARNT + COLLECTED);
  const before = errorsAfter([]);
  if (!first) return { pair: null, verdict: null, before, afterFirst: before, afterRandom: errorsAfter(random40), afterUnbiased: errorsAfter(pool.slice(0, COLLECTED)) };
  const isPair = (image: number) => {
    const of = (column: number) => world.has(column, image);
    return of(first.first) && of(first.second);
  };
  const collected = pool.filter(isPair).slice(0, COLLECTED);
  return {
    pair: `${world.columnNames[first.first]} + ${world.columnNames[first.second]} (${collected.length})`,
    verdict: first.verdict,
    before,
    afterFirst: errorsAfter(collected),
    afterRandom: errorsAfter(biased.slice(LEARNT, LEARNT + collected.length)),
    afterUnbiased: errorsAfter(pool.slice(0, collected.length)),
  };
}

function problemOf(
  world: CollectImages,
  { learnt, judged }: { readonly learnt: readonly number[]; readonly judged: readonly number[] },
): CollectProblem {
  const images = [...learnt, ...judged];
  const { featureCount, classCount } = world;
  const features = new Float64Array(images.length * featureCount);
  for (const [at, image] of images.entries()) {
    features.set(world.features.subarray(image * featureCount, (image + 1) * featureCount), at * featureCount);
  }
  const weights = fitReadout(addImages(noSums(world), world, learnt), classCount);
  return {
    ...{ features, featureCount, classCount, images: images.length, groups: null },
    classes: images.map((image) => world.classes[image] as number),
    columns: world.columnNames.map((_, column) => packBits(images.map((image) => world.has(column, image)))),
    errors: images.map((image) => Number(readOut(weights, world, image) !== world.classes[image])),
    learnt: images.map((_, at) => Number(at < learnt.length)),
  };
}

function wrongShare(
  world: CollectImages,
  { learnt, tested }: { readonly learnt: readonly number[]; readonly tested: readonly number[] },
): number {
  const weights = fitReadout(addImages(noSums(world), world, learnt), world.classCount);
  return tested.filter((image) => readOut(weights, world, image) !== world.classes[image]).length / tested.length;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

function shuffled(images: readonly number[], random: Random): number[] {
  return Array.from(permutation(images.length, random), (place) => images[place] as number);
}

import { mkdtempSync, rmSync } from 'node:fs';
const folder = mkdtempSync('/tmp/collect-sim-');
const world = await collectImages(folder, DRAWN);
console.log('drawn', process.uptime());
rmSync(folder, { recursive: true });
for (let seed = 0; seed < SEEDS; seed += 1) console.log(JSON.stringify(simulate(world, seed)), process.uptime());
