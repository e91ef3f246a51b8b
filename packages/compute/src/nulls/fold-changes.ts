import { MEANING_CHANGES } from '@strata/domain';
import { formulaChange } from './formula-change.ts';
import type { ScoredFold } from './held-out.ts';

/**
 * In how many folds a range would count as changed though nothing but the images is other: the formula found without the
 * fold beside that of all images, on the fold's bitmap. The floor of what can be said of a change between versions.
 */
export interface FoldChanges {
  /** Folds whose formula is not the SAME. */
  readonly changed: number;
  /** Of these, folds whose formula has another meaning: SHIFTED or NEW_MEANING. */
  readonly meaning: number;
}

/**
 * Compares the folds' formulas with that of all images.
 * @param full `satisfied` (cell) 1 where the formula of all images holds; `areas` (cell) pixels of all images
 */
export function foldChanges(
  folds: readonly ScoredFold[],
  { satisfied, areas }: { readonly satisfied: Uint8Array; readonly areas: Float64Array },
): FoldChanges {
  let [changed, meaning] = [0, 0];
  for (const fold of folds) {
    // The same mask keeps all of its overlap.
    if (fold.formula && fold.satisfied === satisfied) continue;
    // Without a formula nothing of it is kept.
    const change = fold.formula
      ? formulaChange({
          before: fold.satisfied,
          after: satisfied,
          range: fold.own,
          bitmapAreas: fold.areas,
          areas,
        }).change
      : 'NEW_MEANING';
    if (change === 'SAME') continue;
    changed += 1;
    if (MEANING_CHANGES.some((one) => one === change)) meaning += 1;
  }
  return { changed, meaning };
}
