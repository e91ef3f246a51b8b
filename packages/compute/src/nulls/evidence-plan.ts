import { createRandom, type Random } from '@strata/statistics';
import { type FoldPlan, planFolds } from './fold-plan.ts';
import { planShuffles } from './shuffle-plan.ts';

/** How much evidence is gathered for each explanation; part of a run's settings. */
export interface EvidenceConfig {
  /** Parts of the images that are left out in turn, 2–10. Default 5. */
  readonly folds: number;
  /**
   * Shuffles drawn of each fold, 1–99; with the images as they are they give (1 + shuffles)^folds arrangements. Where folds
   * are fewer than five, as groups are, as many more as give a thousand. Default 4.
   */
  readonly shuffles: number;
  /** Shuffles of all images for which the search is repeated, 0–999. Default 4; from 19 on a p-value is taken from them. */
  readonly nullSearches: number;
  /** Decides the folds and the shuffles. Default 1. */
  readonly seed: number;
}

export const DEFAULT_EVIDENCE: EvidenceConfig = { folds: 5, shuffles: 4, nullSearches: 4, seed: 1 };

/** Which images are left out together, and whose labels are laid under whose bitmaps; the same for all units. */
export interface EvidencePlan extends FoldPlan {
  /** Of each shuffle (sample): the image whose labels are taken. Within a fold it is a permutation. */
  readonly shuffles: readonly Uint32Array[];
  /** Of each shuffle of all images for which the search is repeated (fold): the shuffle that the fold takes, from 1. */
  readonly nulls: readonly Uint8Array[];
  /** As many arrangements in which folds may also stay as they are (0), for the p-value; none where they are too few. */
  readonly arrangements: readonly Uint8Array[];
}

/** Fewer repeated searches can't reach a p-value of 5 %. */
export const P_VALUE_SEARCHES = 19;

/**
 * Draws folds and shuffles. They depend on the seed, the groups and the number of images alone. `groups` are (sample)
 * numbers from 0; null: each image is a group of its own. Null where fewer than two groups leave nothing to score on.
 */
export function planEvidence(
  { folds, shuffles, nullSearches, seed }: EvidenceConfig,
  { sampleCount, groups }: { readonly sampleCount: number; readonly groups: Uint32Array | null },
): EvidencePlan | null {
  const random = createRandom(seed);
  const plan = planFolds({ sampleCount, groups, folds, random });
  if (!plan) return null;
  const count = Math.max(shuffles, enoughShuffles(plan.foldCount));
  return {
    ...plan,
    shuffles: planShuffles({ folds: plan, groups, count, random }),
    nulls: drawCombinations({ count: nullSearches, least: 1, shuffles: count, folds: plan.foldCount, random }),
    arrangements:
      nullSearches < P_VALUE_SEARCHES
        ? []
        : drawCombinations({ count: nullSearches, least: 0, shuffles: count, folds: plan.foldCount, random }),
  };
}

/** Arrangements that a p-value needs at least, to be told from others over a layer of some thousand ranges. */
const ARRANGEMENTS_MIN = 1000;

/** Few folds need more shuffles each to give as many arrangements. */
function enoughShuffles(folds: number): number {
  return Math.ceil(ARRANGEMENTS_MIN ** (1 / folds)) - 1;
}

interface Combinations {
  readonly count: number;
  /** 0: a fold may stay as it is. */
  readonly least: 0 | 1;
  readonly shuffles: number;
  readonly folds: number;
  readonly random: Random;
}

/** Different combinations of the folds' shuffles; fewer than asked for where there are not so many. Never all images as they are. */
function drawCombinations({ count, least, shuffles, folds, random }: Combinations): Uint8Array[] {
  const drawn = new Map<string, Uint8Array>();
  const choices = shuffles + 1 - least;
  const wanted = Math.min(count, choices ** folds - 1 + least);
  while (drawn.size < wanted) {
    const combination = Uint8Array.from({ length: folds }, () => least + random.below(choices));
    if (combination.some((choice) => choice > 0)) drawn.set(combination.join(), combination);
  }
  return [...drawn.values()];
}
