import type { RangeOutcome, UnitOutcome } from '@strata/domain';

/** Shares from 0 to 1; a coverage that was never measured is null. */
export interface MetricsRecord {
  readonly detectionAccuracy: number;
  readonly activationCoverage: number;
  readonly sampleCoverage: number | null;
  readonly explanationCoverage: number | null;
}

/** Two counts of pixels whose quotient is an IoU. */
export interface OverlapRecord {
  readonly intersection: number;
  readonly union: number;
}

/** What stands behind an explanation besides its own overlap. */
export interface EvidenceRecord {
  /** Parts of the images that were left out in turn. */
  readonly folds: number;
  /** What other images alone would change: folds whose formula is not the same, and those of another meaning. */
  readonly foldChanges: { readonly changed: number; readonly meaning: number };
  /** Images with the formula, and those of them in which the bitmap of another image meets it, in one shuffle of all. */
  readonly shuffledPresence: { readonly formula: number; readonly overlap: number };
  readonly heldOut: {
    readonly overlap: OverlapRecord;
    readonly shuffled: OverlapRecord;
    /** Null where maps have one value. */
    readonly shifted: OverlapRecord | null;
    readonly p: number;
    /** Folds in which the formula, its leading pair, one alike in pixels, and each of its concepts are found again. */
    readonly replication: {
      readonly formula: number;
      readonly leadingPair: number;
      readonly alike: number;
      readonly terms: readonly number[];
    };
  };
  /** Null where no search was repeated. */
  readonly shuffledNull: {
    readonly searches: number;
    readonly mean: number;
    readonly upper: number | null;
    readonly p: number | null;
  } | null;
}

/** What a bitmap rests on. */
export interface SupportRecord {
  readonly samples: number;
  readonly mapCells: number;
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
  /** Default null: none was gathered. */
  readonly evidence?: EvidenceRecord | null;
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
  /** What it fires on, packed, by which it is placed on the map; null where no pixel lies in it. Default not computed. */
  readonly profile?: Uint8Array | null | undefined;
  readonly outcome: RangeOutcome;
  /** Default null: not counted. */
  readonly support?: SupportRecord | null;
  readonly explanation: ExplanationRecord | null;
  readonly samples: readonly RangeSampleRecord[];
}

/** A unit's map cells, counted. */
export interface CellsRecord {
  readonly total: number;
  /** Cells that are exactly 0; null where zeros are values like any other. */
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
