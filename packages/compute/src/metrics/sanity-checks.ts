import { createRandom, permutation, type Random } from '@strata/statistics';
import { iouOf } from '../search/candidate.ts';
import { rangeMetrics } from './range-metrics.ts';

/** What the checks ask of: the numbers that are reported of an explanation. */
export const CHECKED_METRICS = [
  'iou',
  'timesShuffled',
  'detectionAccuracy',
  'activationCoverage',
  'sampleCoverage',
  'explanationCoverage',
] as const;
export type CheckedMetric = (typeof CHECKED_METRICS)[number];
export type MetricValues = Readonly<Record<CheckedMetric, number>>;

/** Images with a unit's bitmap and a concept's labels, (sample, pixel) 0 or 1. */
export interface LabelledBitmap {
  readonly samples: number;
  readonly bitmap: Uint8Array;
  readonly labels: Uint8Array;
}

/** Shuffles of the images that an overlap is compared with. */
const SHUFFLES = 20;

/** Every metric of the bitmap and the labels as they are. */
export function metricsOf({ samples, bitmap, labels }: LabelledBitmap, seed: number): MetricValues {
  const own = countOverlap({ samples, bitmap, labels }, null);
  const random = createRandom(seed);
  const shuffled = { intersection: 0, union: 0 };
  for (let i = 0; i < SHUFFLES; i += 1) {
    const { intersection, union } = countOverlap({ samples, bitmap, labels }, permutation(samples, random));
    shuffled.intersection += intersection;
    shuffled.union += union;
  }
  const pixels = { ...own, formulaPixels: own.labelled };
  const iou = iouOf(own);
  const chance = iouOf(shuffled);
  return { iou, timesShuffled: chance === 0 ? 0 : iou / chance, ...rangeMetrics(pixels, own.presence) };
}

/** Counts pixels, and images that have any; `labelsOf` (sample) lays other images' labels over the bitmaps. */
function countOverlap({ samples, bitmap, labels }: LabelledBitmap, labelsOf: Uint32Array | null) {
  const size = bitmap.length / samples;
  let [intersection, bitmapPixels, labelled] = [0, 0, 0];
  const presence = { bitmap: 0, formula: 0, overlap: 0 };
  for (let sample = 0; sample < samples; sample += 1) {
    const from = (labelsOf?.[sample] ?? sample) * size;
    let [both, fires, holds] = [0, 0, 0];
    for (let i = 0; i < size; i += 1) {
      const [b, f] = [bitmap[sample * size + i] as number, labels[from + i] as number];
      both += b & f;
      fires += b;
      holds += f;
    }
    intersection += both;
    bitmapPixels += fires;
    labelled += holds;
    presence.bitmap += fires > 0 ? 1 : 0;
    presence.formula += holds > 0 ? 1 : 0;
    presence.overlap += both > 0 ? 1 : 0;
  }
  return { intersection, bitmapPixels, labelled, union: bitmapPixels + labelled - intersection, presence };
}

/** Takes the concept's label away from half of the images that have it. */
export function missingLabels(world: LabelledBitmap, random: Random): Uint8Array {
  const { labels, samples } = world;
  const size = labels.length / samples;
  const left = labels.slice();
  const labelled = inRandomOrder(labelledImages(world), random);
  for (const sample of labelled.slice(0, Math.ceil(labelled.length / 2))) {
    left.fill(0, sample * size, (sample + 1) * size);
  }
  return left;
}

/**
 * Adds as many wrong labels as there are right ones: each image's labels are laid over another image, too, at the same place
 * (those with the concept change among themselves and with the others). Where that image has them already, nothing is added.
 */
export function extraLabels(world: LabelledBitmap, random: Random): Uint8Array {
  const { labels, samples } = world;
  const size = labels.length / samples;
  const more = labels.slice();
  const labelled = labelledImages(world);
  const bare = Array.from({ length: samples }, (_, sample) => sample).filter((sample) => !labelled.includes(sample));
  const into = [...inRandomOrder(bare, random), ...inRandomOrder(labelled, random)];
  for (const [place, sample] of inRandomOrder(labelled, random).entries()) {
    const start = (into[place] as number) * size;
    for (let i = 0; i < size; i += 1) {
      more[start + i] = (more[start + i] as number) | (labels[sample * size + i] as number);
    }
  }
  return more;
}

function labelledImages({ labels, samples }: LabelledBitmap): number[] {
  const size = labels.length / samples;
  const all = Array.from({ length: samples }, (_, sample) => sample);
  return all.filter((sample) => labels.subarray(sample * size, (sample + 1) * size).includes(1));
}

function inRandomOrder(samples: readonly number[], random: Random): number[] {
  return Array.from(permutation(samples.length, random), (place) => samples[place] as number);
}

/** A metric before and after labels were changed. */
export interface SanityOutcome {
  readonly metric: CheckedMetric;
  /** How many worlds it was tried in. */
  readonly of: number;
  /** In how many it falls by at least 5 % of its value when labels are missing, and when wrong ones are added. */
  readonly missing: number;
  readonly extra: number;
  /** Mean value afterwards by that before. */
  readonly missingRatio: number;
  readonly extraRatio: number;
}

const FALL = 0.05;

/**
 * The two sanity checks of a metric: a good one falls when half of a concept's labels are missing, and when as many wrong ones
 * are added, for a unit that does respond to the concept. Seeded.
 * Source: Oikarinen, Yan, Weng, Evaluating Neuron Explanations (arXiv 2506.05774), section 4.
 */
export function checkSanity(worlds: Iterable<LabelledBitmap>, seed: number): SanityOutcome[] {
  const tried = Array.from(worlds, (world, i) => {
    const random = createRandom(seed + i);
    const values = (labels: Uint8Array) => metricsOf({ ...world, labels }, seed);
    return {
      before: values(world.labels),
      missing: values(missingLabels(world, random)),
      extra: values(extraLabels(world, random)),
    };
  });
  return CHECKED_METRICS.map((metric) => {
    const falls = (after: 'missing' | 'extra') =>
      tried.filter((values) => values[after][metric] <= (1 - FALL) * values.before[metric]).length;
    const mean = (when: 'before' | 'missing' | 'extra') => tried.reduce((sum, values) => sum + values[when][metric], 0);
    return {
      metric,
      of: tried.length,
      missing: falls('missing'),
      extra: falls('extra'),
      missingRatio: mean('missing') / mean('before'),
      extraRatio: mean('extra') / mean('before'),
    };
  });
}
