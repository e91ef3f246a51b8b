import { type Candidate, iouOf } from '../search/candidate.ts';
import { overlapOf, pixelsOf, sumOf } from './cell-counts.ts';
import type { EvidencePlan } from './evidence-plan.ts';
import type { Repeated, RepeatedRange } from './fold-search.ts';

export interface ShuffledQuestion {
  /** The formula of the images as they are. */
  readonly found: Candidate;
  /** Of each fold (cell): its hits as they are, then those of each shuffle. */
  readonly choices: readonly (readonly Uint32Array[])[];
  readonly plan: Pick<EvidencePlan, 'nulls' | 'arrangements'>;
  readonly repeated: Repeated;
  readonly satisfiedBy: (formula: Candidate) => Uint8Array;
  /** (cell) pixels of all images. */
  readonly areas: Float64Array;
}

/** The best overlaps that the search finds where a unit can't know what is in an image. */
export interface ShuffledNull {
  readonly searches: number;
  /** Mean IoU of the shuffles' best formulas. */
  readonly mean: number;
  /** The IoU that 95 % of them stay below; null with fewer than 19. */
  readonly upper: number | null;
  /** (1 + arrangements whose best formula is as good) / (1 + arrangements); null with fewer than 19. */
  readonly p: number | null;
}

/**
 * Repeats the search over shuffled images: the null that the choice of the best formula is part of. The p-value is taken
 * over arrangements in which folds may stay as they are, as the exact test of strata asks; the mean over shuffles of all.
 */
export function shuffledNull(question: ShuffledQuestion): ShuffledNull {
  const { plan } = question;
  const ious = searchAll(question)
    .map(iouOf)
    .sort((a, b) => a - b);
  const tested = plan.arrangements.length > 0;
  return {
    searches: ious.length,
    mean: ious.reduce((sum, iou) => sum + iou, 0) / ious.length,
    upper: tested ? (ious[Math.ceil(0.95 * ious.length) - 1] as number) : null,
    p: tested ? (1 + countReached(question)) / (1 + plan.arrangements.length) : null,
  };
}

/** The best of each shuffle. Each search starts from the best formula of the one before, since shuffles resemble each other. */
function searchAll({ found, choices, plan, repeated, satisfiedBy, areas }: ShuffledQuestion): Candidate[] {
  let last = found;
  let satisfied = satisfiedBy(found);
  return plan.nulls.map((arrangement) => {
    const range = arranged(choices, arrangement);
    const best = repeated.search(range, { terms: last.terms, ...overlapOf(satisfied, range, areas) });
    if (!best) throw new Error('A shuffled range has as many pixels as it had.');
    if (best.terms !== last.terms) satisfied = satisfiedBy(best);
    last = best;
    return best;
  });
}

/** Arrangements whose best formula is as good as what was found. Which formula that is does not matter. */
function countReached({ found, choices, plan, repeated, satisfiedBy, areas }: ShuffledQuestion): number {
  const satisfied = satisfiedBy(found);
  return plan.arrangements.filter((arrangement) => {
    const range = arranged(choices, arrangement);
    return repeated.reaches(range, found, { terms: found.terms, ...overlapOf(satisfied, range, areas) });
  }).length;
}

/** The range over the labels that an arrangement lays under its bitmaps. */
function arranged(choices: ShuffledQuestion['choices'], arrangement: Uint8Array): RepeatedRange {
  const hits = sumOf(choices.map((fold, place) => fold[arrangement[place] as number] as Uint32Array));
  return { hits, bitmapPixels: pixelsOf(hits) };
}
