/**
 * What an explanation is worth. CLEAR: it holds on images that did not choose it. PARTLY: something of it does. UNCLEAR:
 * it may. NONE: it overlaps no better than with the labels of other images, or nothing named lies there.
 */
export const GRADES = ['CLEAR', 'PARTLY', 'UNCLEAR', 'NONE'] as const;
export type Grade = (typeof GRADES)[number];

/** What a grade is judged by. Overlaps are IoUs from 0 to 1. */
export interface GradedEvidence {
  /** IoU over all images. */
  readonly iou: number;
  /** IoU of the formulas found without a part of the images, on that part; summed over the parts. */
  readonly heldOutIou: number;
  /** The same formulas' IoU with the labels of other images. */
  readonly shuffledIou: number;
  /** How often shuffled images overlap as much as those held out. */
  readonly heldOutP: number;
  /** `heldOutP` adjusted over the layer (Benjamini–Hochberg). */
  readonly heldOutQ: number;
  readonly folds: number;
  /** Folds in which the leading pair of concepts is found again, or a formula that selects nearly the same pixels. */
  readonly replicatedFolds: number;
  /** Samples that the bitmap rests on. */
  readonly supportSamples: number;
}

/**
 * What each grade asks for. Set where `npm run validity` shows at most 5 % false CLEAR of units that know nothing, and
 * planted formulas found.
 */
export const GRADE_RULES = {
  /** At most so many of what is believed in a layer may be false. */
  qMax: 0.05,
  /** Held-out overlap over that with shuffled images, at least. */
  timesShuffledClear: 1.25,
  /** Share of the overlap that is kept on held-out images, at least. */
  keptClear: 0.5,
  keptPartly: 0.25,
  /** Share of the folds in which the explanation is found again, at least. */
  replicatedClear: 0.8,
  /** Samples that the bitmap rests on, at least. */
  samplesClear: 5,
} as const;

/**
 * How many times as much held-out images overlap as shuffled ones: the one size that headlines and trends compare. Of a
 * range's explanations it is the ratio of their means. Null where shuffled images overlap nothing.
 */
export function timesShuffledOf(heldOutIou: number, shuffledIou: number): number | null {
  return shuffledIou === 0 ? null : heldOutIou / shuffledIou;
}

/** The one definition of a grade. */
export function gradeOf(evidence: GradedEvidence): Grade {
  const { iou, heldOutIou, shuffledIou, heldOutP, heldOutQ, folds, replicatedFolds, supportSamples } = evidence;
  const rules = GRADE_RULES;
  if (heldOutIou === 0 || heldOutP > rules.qMax) return 'NONE';
  if (heldOutQ > rules.qMax) return 'UNCLEAR';
  const clear =
    heldOutIou >= rules.timesShuffledClear * shuffledIou &&
    heldOutIou >= rules.keptClear * iou &&
    replicatedFolds >= rules.replicatedClear * folds &&
    supportSamples >= rules.samplesClear;
  if (clear) return 'CLEAR';
  return heldOutIou >= rules.keptPartly * iou ? 'PARTLY' : 'UNCLEAR';
}
