import type { LeftDeepTerm, RangeOutcome, UnitOutcome } from '@strata/domain';
import type { RangeMetrics } from '../metrics/range-metrics.ts';
import type { RangeSupport } from '../metrics/support.ts';
import type { RangeEvidence } from '../nulls/gather-evidence.ts';
import type { UnitCells } from '../ranges/activation-range.ts';
import type { RangeQuantiles } from '../ranges/place-range.ts';

/** A concept's use in a formula. `index` is the probe dataset's own number. */
export interface ExplanationConcept {
  readonly index: number;
  readonly name: string;
  readonly negated: boolean;
}

/** The formula found for a range, with its scores. Pixels are counted over all samples. */
export interface RangeExplanation {
  readonly terms: readonly LeftDeepTerm[];
  readonly formula: string;
  readonly concepts: readonly ExplanationConcept[];
  readonly length: number;
  readonly iou: number;
  readonly intersection: number;
  readonly union: number;
  readonly chance: number;
  /** Null where chance is 0. */
  readonly lift: number | null;
  /** Candidates scored. */
  readonly visited: number;
  /** No formula's IoU is higher than this; null where the strategy proves nothing. */
  readonly bound: number | null;
  /** bound − iou: 0 when the formula is proved to be the best; null where the strategy proves nothing. */
  readonly gap: number | null;
  readonly formulaPixels: number;
  readonly metrics: RangeMetrics;
  /** Null where none was asked for, or where images of fewer than two groups leave nothing independent. */
  readonly evidence: RangeEvidence | null;
}

/** One of the samples that show a range, where its formula holds and where the range is. Masks are packed bits (row-major, first pixel in the highest bit), raw deflate. */
export interface RangeSample {
  readonly sampleIndex: number;
  /** From 1. */
  readonly rank: number;
  readonly bitmapPixels: number;
  readonly formulaPixels: number;
  readonly intersection: number;
  readonly bitmap: Uint8Array;
  readonly formulaMask: Uint8Array;
}

export interface RangeResult {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Null = open end. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Whether `lower` itself lies in the range. */
  readonly includesLower: boolean;
  readonly bitmapPixels: number;
  /** Of these, the pixels that carry any concept at all. */
  readonly labelledPixels: number;
  /** What the bitmap rests on: pixels between map cells are interpolated, no data. */
  readonly support: RangeSupport;
  /** Where the range lies among the unit's values. */
  readonly quantiles: RangeQuantiles;
  /** What it fires on, by which it is placed on the map (`packProfile`); null where no pixel lies in it. */
  readonly profile: Uint8Array | null;
  readonly outcome: RangeOutcome;
  /** Null unless the outcome is EXPLAINED. */
  readonly explanation: RangeExplanation | null;
  readonly samples: readonly RangeSample[];
}

/** Everything that is found about one unit; the piece that is stored, or not, as a whole. */
export interface UnitResult {
  readonly unit: number;
  readonly outcome: UnitOutcome;
  /** What is wrong with the unit and where, for outcomes that have no or fewer ranges. */
  readonly problem: string | null;
  readonly summary: { readonly min: number; readonly max: number; readonly mean: number; readonly zeroShare: number };
  /** Null for values that are no numbers. */
  readonly cells: UnitCells | null;
  readonly histogram: { readonly lower: number; readonly upper: number; readonly counts: readonly number[] } | null;
  readonly ranges: readonly RangeResult[];
}

/** Processor time of the stages in milliseconds, summed over threads. */
export interface StageTimings {
  readonly ranges: number;
  readonly hits: number;
  readonly search: number;
  /** Held-out images and shuffled images. */
  readonly evidence: number;
  /** Metrics, and the samples with their masks. */
  readonly samples: number;
}
