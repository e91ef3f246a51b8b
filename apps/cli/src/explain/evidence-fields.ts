import type { StoredExplanation } from '@strata/db';

/** IoUs of an explanation's evidence; null where it was not computed. */
export function evidenceIous(explanation: Pick<StoredExplanation, 'evidence'> | null) {
  const heldOut = explanation?.evidence?.heldOut;
  if (!heldOut) return null;
  return {
    heldOutIou: iouOf(heldOut.overlap),
    shuffledIou: iouOf(heldOut.shuffled),
    shiftedIou: heldOut.shifted && iouOf(heldOut.shifted),
  };
}

/** An explanation's evidence as the report has it, by the names of the API; all null where it was not computed. */
export function evidenceFields(explanation: Pick<StoredExplanation, 'evidence' | 'iou'> | null) {
  const evidence = explanation?.evidence ?? null;
  const ious = evidenceIous(explanation);
  return {
    grade: evidence?.grade ?? null,
    heldOutIou: ious?.heldOutIou ?? null,
    shuffledIou: ious?.shuffledIou ?? null,
    timesShuffled: evidence?.timesShuffled ?? null,
    kept: ious && explanation && explanation.iou > 0 ? ious.heldOutIou / explanation.iou : null,
    shuffledSampleCoverage: evidence?.shuffledSampleCoverage ?? null,
    shiftedIou: ious?.shiftedIou ?? null,
    heldOutP: evidence?.heldOut.p ?? null,
    heldOutQ: evidence?.heldOutQ ?? null,
    nullMean: evidence?.shuffledNull?.mean ?? null,
    nullUpper: evidence?.shuffledNull?.upper ?? null,
    nullP: evidence?.shuffledNull?.p ?? null,
    nullSearches: evidence?.shuffledNull?.searches ?? null,
    replication: evidence && { folds: evidence.folds, ...evidence.heldOut.replication },
  };
}

/** That of two empty sets is 0. */
function iouOf({ intersection, union }: { readonly intersection: number; readonly union: number }): number {
  return union === 0 ? 0 : intersection / union;
}
