import type { LeftDeepTerm } from '@strata/domain';
import type { ActivationRange } from '../ranges/activation-range.ts';

/** An explanation whose label masking is to be measured. */
export interface MaskedExplanation {
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly range: ActivationRange;
  /** Equal texts are one formula: it is laid over an image once for all that have it. */
  readonly formula: string;
  readonly terms: readonly LeftDeepTerm[];
}

/** Label masking of one explanation. */
export interface MaskingScore {
  readonly unit: number;
  readonly clusterIndex: number;
  /** Mean cosine similarity, −1 to 1 (0 to 1 behind a ReLU); null when no sample counts. */
  readonly labelMasking: number | null;
  /** Samples that it is the mean of. */
  readonly samples: number;
}

/** Where label masking goes. The measurement awaits every call. */
export interface MaskingSink {
  /** Keeps these scores, all or none. */
  writeScores(scores: readonly MaskingScore[]): Promise<void>;
}
