import { gradeLayer, type RangeExplanation, type UngradedEvidence } from '@strata/compute';
import {
  type EvidenceRecord,
  type StoredEvidence,
  type StoredRange,
  type StoredUnit,
  shuffledSampleCoverageOf,
  ungradedOf,
} from '@strata/db';
import { timesShuffledOf } from '@strata/domain';

/** An explanation's evidence as it is reported, before its layer is whole. */
export function ungradedInMemory({ evidence }: Pick<RangeExplanation, 'evidence'>): StoredEvidence | null {
  if (!evidence) return null;
  // How much of it the folds change is kept beside runs, to compare versions by.
  const { foldChanges: _, shuffledPresence, ...told } = evidence;
  const { overlap, shuffled } = evidence.heldOut;
  return {
    ...told,
    shuffledSampleCoverage: shuffledSampleCoverageOf(shuffledPresence),
    timesShuffled: timesShuffledOf(iouOf(overlap), iouOf(shuffled)),
    heldOutQ: null,
    grade: null,
  };
}

/** Grades what is kept in memory, as the database grades a run that is completed. */
export function gradeInMemory(kept: Map<number, StoredUnit>): void {
  const units = [...kept.values()].sort((a, b) => a.unit - b.unit);
  const graded = gradeLayer(units.flatMap(({ ranges }) => ranges.flatMap((range) => ungraded(range) ?? [])));
  let next = 0;
  for (const unit of units) {
    const ranges = unit.ranges.map((range): StoredRange => {
      const { explanation } = range;
      if (!explanation?.evidence || !ungraded(range)) return range;
      const evidence: StoredEvidence = { ...explanation.evidence, ...graded[next] };
      next += 1;
      return { ...range, explanation: { ...explanation, evidence } };
    });
    kept.set(unit.unit, { ...unit, ranges });
  }
}

function ungraded({ explanation, support }: StoredRange): UngradedEvidence | null {
  const evidence = explanation?.evidence;
  if (!evidence || !support) return null;
  return ungradedOf(evidence, { iou: explanation.iou, supportSamples: support.samples });
}

function iouOf({ intersection, union }: EvidenceRecord['heldOut']['overlap']): number {
  return union === 0 ? 0 : intersection / union;
}
