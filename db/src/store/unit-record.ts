import type { RangeOutcome, UnitOutcome } from '@strata/domain';

/** Shares from 0 to 1; a coverage that was never measured is null. */
export interface MetricsRecord {
  readonly detectionAccuracy: number;
  readonly activationCoverage: number;
  readonly sampleCoverage: number | null;
  readonly explanationCoverage: number | null;
}

/** The formula of a range with its scores, in pixels over all samples. */
export interface ExplanationRecord {
  readonly formula: string;
  readonly concepts: readonly { readonly index: number; readonly negated: boolean }[];
  readonly length: number;
  readonly iou: number;
  readonly intersection: number;
  readonly union: number;
  readonly chance: number;
  readonly lift: number | null;
  readonly visited: number;
  readonly formulaPixels: number;
  /** No formula's IoU is higher; null without a proof. */
  readonly bound: number | null;
  readonly gap: number | null;
  readonly metrics: MetricsRecord;
  /** Null where no evidence was gathered, the default. */
  readonly evidence?: EvidenceRecord | null | undefined;
}

/** What other images alone would change. */
export interface EvidenceRecord {
  readonly folds: number;
  readonly foldChanges: { readonly changed: number; readonly meaning: number };
}

/** Masks are packed bits (row-major, first pixel in the highest bit), raw deflate. */
export interface RangeSampleRecord {
  readonly sampleIndex: number;
  readonly rank: number;
  readonly bitmapPixels: number;
  readonly formulaPixels: number;
  readonly intersection: number;
  readonly bitmap: Uint8Array;
  readonly formulaMask: Uint8Array;
}

export interface RangeRecord {
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
  /** Where the range lies among the unit's values: shares of its map cells below it, and below it or in it. Default not counted. */
  readonly quantiles?: { readonly lower: number; readonly upper: number } | undefined;
  readonly outcome: RangeOutcome;
  readonly explanation: ExplanationRecord | null;
  readonly samples: readonly RangeSampleRecord[];
}

/** A unit's map cells, counted. */
export interface CellsRecord {
  readonly total: number;
  /** Cells that are exactly 0; null where zeros are values as any other. */
  readonly off: number | null;
  /** Cells of the highest range; null without ranges. */
  readonly top: number | null;
  /** Of these, the cells that share the unit's greatest value; 0 where only one has it. */
  readonly saturated: number | null;
}

/** What is stored of one unit, whole or not at all. */
export interface UnitRecord {
  readonly unit: number;
  readonly outcome: UnitOutcome;
  readonly problem: string | null;
  readonly summary: { readonly min: number; readonly max: number; readonly mean: number; readonly zeroShare: number };
  /** Null for values that are no numbers. */
  readonly cells: CellsRecord | null;
  readonly histogram: { readonly lower: number; readonly upper: number; readonly counts: readonly number[] } | null;
  readonly ranges: readonly RangeRecord[];
}
