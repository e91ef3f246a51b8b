import { type Grade, type GradedEvidence, timesShuffledOf } from '@strata/domain';
import type { explanation } from '../../schema/index.ts';
import type { EvidenceRecord, OverlapRecord } from '../unit-record.ts';

/** An explanation's evidence, with what follows from it once its layer is whole. */
export interface StoredEvidence extends Omit<EvidenceRecord, 'foldChanges' | 'shuffledPresence'> {
  /** Sample coverage with the bitmaps of other images; null in rows that are older. */
  readonly shuffledSampleCoverage: number | null;
  /** Null where shuffled images overlap nothing. */
  readonly timesShuffled: number | null;
  /** These two are null until the run is completed. */
  readonly heldOutQ: number | null;
  readonly grade: Grade | null;
}

type Row = typeof explanation.$inferSelect;

const COLUMNS = [
  ...(['heldOutIntersection', 'heldOutUnion', 'shuffledIntersection', 'shuffledUnion'] as const),
  'shuffledSampleCoverage',
  ...(['shiftedIntersection', 'shiftedUnion', 'timesShuffled', 'heldOutP', 'nullMean', 'nullUpper', 'nullP'] as const),
  ...([
    'nullSearches',
    'folds',
    'replicationFormula',
    'replicationPair',
    'replicationAlike',
    'replicationTerms',
  ] as const),
] as const;

/** The columns of `explanation` that hold evidence, apart from what the layer decides. */
export type EvidenceColumns = Pick<Row, (typeof COLUMNS)[number]>;

/** All of them, and what the layer decides: not computed. */
export const NO_EVIDENCE = {
  ...(Object.fromEntries(COLUMNS.map((column) => [column, null])) as Record<(typeof COLUMNS)[number], null>),
  heldOutQ: null,
  grade: null,
};

/** Evidence as its columns. */
export function evidenceRow({ folds, heldOut, shuffledPresence, shuffledNull }: EvidenceRecord): EvidenceColumns {
  const { overlap, shuffled, shifted, p, replication } = heldOut;
  return {
    heldOutIntersection: overlap.intersection,
    heldOutUnion: overlap.union,
    shuffledIntersection: shuffled.intersection,
    shuffledUnion: shuffled.union,
    shuffledSampleCoverage: shuffledSampleCoverageOf(shuffledPresence),
    shiftedIntersection: shifted?.intersection ?? null,
    shiftedUnion: shifted?.union ?? null,
    timesShuffled: timesShuffledOf(iouOf(overlap), iouOf(shuffled)),
    heldOutP: p,
    nullMean: shuffledNull?.mean ?? null,
    nullUpper: shuffledNull?.upper ?? null,
    nullP: shuffledNull?.p ?? null,
    nullSearches: shuffledNull?.searches ?? null,
    folds,
    replicationFormula: replication.formula,
    replicationPair: replication.leadingPair,
    replicationAlike: replication.alike,
    replicationTerms: [...replication.terms],
  };
}

/** The evidence in a row; null where it was not computed. */
export function evidenceOf(row: EvidenceColumns & Pick<Row, 'heldOutQ' | 'grade'>): StoredEvidence | null {
  const { heldOutP: p, folds, replicationFormula: formula, replicationPair, replicationAlike: alike } = row;
  const { replicationTerms: terms } = row;
  const overlap = overlapOf(row.heldOutIntersection, row.heldOutUnion);
  const shuffled = overlapOf(row.shuffledIntersection, row.shuffledUnion);
  if (p === null || folds === null || formula === null || replicationPair === null || alike === null) return null;
  if (!overlap || !shuffled || !terms) return null;
  const { nullSearches: searches, nullMean: mean, nullUpper: upper, nullP } = row;
  return {
    folds,
    heldOut: {
      ...{ overlap, shuffled, p },
      shifted: overlapOf(row.shiftedIntersection, row.shiftedUnion),
      replication: { formula, leadingPair: replicationPair, alike, terms },
    },
    shuffledNull: searches === null || mean === null ? null : { searches, mean, upper, p: nullP },
    shuffledSampleCoverage: row.shuffledSampleCoverage,
    timesShuffled: row.timesShuffled,
    heldOutQ: row.heldOutQ,
    grade: row.grade,
  };
}

/** The share of images with the formula that a bitmap of another image meets; 0 of none. */
export function shuffledSampleCoverageOf({ formula, overlap }: EvidenceRecord['shuffledPresence']): number {
  return formula === 0 ? 0 : overlap / formula;
}

/** What a grade is judged by before the layer is known. */
export function ungradedOf(
  { heldOut, folds }: Pick<EvidenceRecord, 'heldOut' | 'folds'>,
  { iou, supportSamples }: Pick<GradedEvidence, 'iou' | 'supportSamples'>,
): Omit<GradedEvidence, 'heldOutQ'> {
  return {
    iou,
    heldOutIou: iouOf(heldOut.overlap),
    shuffledIou: iouOf(heldOut.shuffled),
    heldOutP: heldOut.p,
    folds,
    replicatedFolds: Math.max(heldOut.replication.leadingPair, heldOut.replication.alike),
    supportSamples,
  };
}

function overlapOf(intersection: number | null, union: number | null): OverlapRecord | null {
  return intersection === null || union === null ? null : { intersection, union };
}

/** Intersection over union; 0 of two empty sets, by definition. */
export function iouOf({ intersection, union }: OverlapRecord): number {
  return union === 0 ? 0 : intersection / union;
}
