import type { UngradedEvidence } from '../grades/grade-layer.ts';
import { iouOf } from '../search/candidate.ts';
import type { RangeResult } from './unit-result.ts';

/** What a range's grade will be judged by; null where it has no explanation or no evidence was gathered. */
export function ungradedEvidence({ explanation, support }: RangeResult): UngradedEvidence | null {
  const evidence = explanation?.evidence;
  if (!evidence) return null;
  const { heldOut, folds } = evidence;
  return {
    iou: explanation.iou,
    heldOutIou: iouOf(heldOut.overlap),
    shuffledIou: iouOf(heldOut.shuffled),
    heldOutP: heldOut.p,
    folds,
    replicatedFolds: Math.max(heldOut.replication.leadingPair, heldOut.replication.alike),
    supportSamples: support.samples,
  };
}
