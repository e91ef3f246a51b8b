import type { LeftDeepTerm } from '@strata/domain';
import { maskIouOf } from '../nulls/cell-counts.ts';

/** Masks that overlap so much are one finding. */
const ALIKE_IOU = 0.8;

/** A formula and where it holds. */
export interface HoldingFormula {
  readonly terms: readonly LeftDeepTerm[];
  /** (cell) 1 where it holds. */
  readonly satisfied: Uint8Array;
}

/**
 * The one rule for "holds": a specification's formula says the same as the finding's when their masks, over all images, have an
 * IoU of at least 0.8; where the specification's formulas are shorter than the finding's, also when the finding's leading
 * concept is in it, and not negated.
 */
export function saysTheSame(
  found: HoldingFormula,
  finding: HoldingFormula,
  { length, areas }: { readonly length: number; readonly areas: Float64Array },
): boolean {
  if (maskIouOf(found.satisfied, finding.satisfied, areas) >= ALIKE_IOU) return true;
  const leading = finding.terms[0];
  if (length >= finding.terms.length || !leading || leading.negatedFirst) return false;
  return found.terms.some(
    ({ concept, operator, negatedFirst }) =>
      concept === leading.concept && !negatedFirst && operator !== 'AND NOT' && operator !== 'OR NOT',
  );
}
