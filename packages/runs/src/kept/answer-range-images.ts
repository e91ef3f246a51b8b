import { openRangeOnImages } from '@strata/compute/kept';
import {
  type ExplainedRange,
  type ImageOfRange,
  parseFormula,
  type RangeImages,
  type RangeImagesAnswer,
  type RangeImagesQuestion,
  type RangeMasksAnswer,
  type RangeMasksQuestion,
} from '@strata/domain';
import { createRandom, permutation } from '@strata/statistics';
import { hasActivations, openKept } from './kept-place.ts';

/** Images that are looked at: beyond so many, the first ones. */
const IMAGES_MAX = 20_000;

/**
 * Finds the images of a range: where neuron and formula agree most, in an order of chance, and where one is without the other.
 * @throws ShapeError or DatasetError when values or cells can't be read
 */
export function answerRangeImages(home: string, question: RangeImagesQuestion): RangeImagesAnswer {
  const { which, skip, first } = question;
  const nothing = { kind: 'rangeImages', images: [], total: 0 } as const;
  const kept = openKept(home, question.run);
  kept?.close();
  if (!kept) return { ...nothing, missing: 'HITS' };
  if (!hasActivations(kept)) return { ...nothing, missing: 'ACTIVATIONS' };
  const range = openRangeOnImages(kept.header, rangeAsked(question));
  if (!range) return { ...nothing, missing: null };
  try {
    const count = Math.min(kept.header.sampleCount, IMAGES_MAX);
    const all = Array.from({ length: count }, (_, sampleIndex) => range.count(sampleIndex));
    const chosen = CHOICES[which](all);
    return { kind: 'rangeImages', images: chosen.slice(skip, skip + first), total: chosen.length, missing: null };
  } finally {
    range.close();
  }
}

/** Draws a range and its formula on one image. @throws ShapeError or DatasetError when values or cells can't be read */
export function answerRangeMasks(home: string, { sampleIndex, ...question }: RangeMasksQuestion): RangeMasksAnswer {
  const nothing = { kind: 'rangeMasks', masks: null } as const;
  const kept = openKept(home, question.run);
  kept?.close();
  if (!kept || !hasActivations(kept) || sampleIndex >= kept.header.sampleCount) return nothing;
  const range = openRangeOnImages(kept.header, rangeAsked(question));
  if (!range) return nothing;
  try {
    return { kind: 'rangeMasks', masks: { ...range.masks(sampleIndex), ...kept.header.mask } };
  } finally {
    range.close();
  }
}

function rangeAsked({ unit, clusterIndex, formula }: ExplainedRange) {
  return { unit, clusterIndex, formula: formula === null ? null : parseFormula(formula) };
}

const CHOICES: Readonly<Record<RangeImages, (all: readonly ImageOfRange[]) => ImageOfRange[]>> = {
  BEST: (all) =>
    all
      .filter(({ bitmapPixels }) => bitmapPixels > 0)
      .sort((a, b) => b.intersection - a.intersection || b.bitmapPixels - a.bitmapPixels || byPlace(a, b)),
  RANDOM: (all) => {
    const fires = all.filter(({ bitmapPixels }) => bitmapPixels > 0);
    // The same order whenever it is asked for, so that pages follow each other.
    return Array.from(permutation(fires.length, createRandom(1)), (place) => fires[place] as ImageOfRange);
  },
  FIRES_ALONE: (all) =>
    all
      .filter(({ bitmapPixels, formulaPixels }) => bitmapPixels > 0 && formulaPixels === 0)
      .sort((a, b) => b.bitmapPixels - a.bitmapPixels || byPlace(a, b)),
  FORMULA_ALONE: (all) =>
    all
      .filter(({ bitmapPixels, formulaPixels }) => formulaPixels > 0 && bitmapPixels === 0)
      .sort((a, b) => b.formulaPixels - a.formulaPixels || byPlace(a, b)),
};

function byPlace(a: ImageOfRange, b: ImageOfRange): number {
  return a.sampleIndex - b.sampleIndex;
}
