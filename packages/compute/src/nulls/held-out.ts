import type { Candidate, Overlap } from '../search/candidate.ts';
import type { Grammar } from '../search/grammar.ts';
import { overlapOf, type RangeHits } from './cell-counts.ts';
import { reachedShare } from './reached-share.ts';
import { type Replication, replicationOf } from './replication.ts';

/** One fold: the formula found without it, and its images. */
export interface ScoredFold {
  /** Null where no pixel of the range lies in the other folds. */
  readonly formula: Candidate | null;
  /** IoU of its mask with that of the formula of all images; 0 where there is none. */
  readonly maskIou: number;
  /** (cell) 1 where the formula holds; of any length where there is none. */
  readonly satisfied: Uint8Array;
  /** The range in the fold's images. */
  readonly own: RangeHits;
  /** Of each shuffle: the range over the labels of other images of the fold. */
  readonly shuffled: readonly RangeHits[];
  /** The range shifted within each image; null where a map has one value. */
  readonly shifted: RangeHits | null;
  /** (cell) pixels of the fold's images. */
  readonly areas: Float64Array;
}

/** What formulas found without a fold overlap in it; pixels are summed over the folds. */
export interface HeldOut {
  readonly overlap: Overlap;
  /** The same formulas over shuffled images, summed over the shuffles, too. */
  readonly shuffled: Overlap;
  /** The same formulas, each bitmap shifted within its image; null where maps have one value. */
  readonly shifted: Overlap | null;
  /**
   * Twice the share of the ways of taking each fold as it is or shuffled that overlap as much as all folds as they are; at
   * most 1. Twice, since the folds' formulas share images: simulated, the share alone passes 5 % of noise some 9 times in 100.
   */
  readonly p: number;
  readonly replication: Replication;
}

/** Scores the folds' formulas on the images that did not choose them. `found` is the formula of all images. */
export function heldOut(
  folds: readonly ScoredFold[],
  { found, grammar }: { readonly found: Candidate; readonly grammar: Grammar },
): HeldOut {
  const own = folds.map((fold) => scoreFold(fold, fold.own));
  const shuffled = folds.map((fold) => fold.shuffled.map((range) => scoreFold(fold, range)));
  const overlap = total(own);
  return {
    overlap,
    shuffled: total(shuffled.flat()),
    shifted: folds.every(({ shifted }) => shifted !== null)
      ? total(folds.map((fold) => scoreFold(fold, fold.shifted as RangeHits)))
      : null,
    p: Math.min(1, 2 * reachedShare(own, shuffled)),
    replication: replicationOf(
      found.terms,
      folds.map(({ formula, maskIou }) => formula && { terms: formula.terms, maskIou }),
      grammar,
    ),
  };
}

/** A fold without a formula names nothing: all its pixels are missed. */
function scoreFold({ formula, satisfied, areas }: ScoredFold, range: RangeHits): Overlap {
  if (!formula) return { intersection: 0, union: range.bitmapPixels };
  return overlapOf(satisfied, range, areas);
}

function total(overlaps: readonly Overlap[]): Overlap {
  let [intersection, union] = [0, 0];
  for (const overlap of overlaps) {
    intersection += overlap.intersection;
    union += overlap.union;
  }
  return { intersection, union };
}
