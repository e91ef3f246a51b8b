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
  /** Mean of the map's length in the range afterwards by its length before; null when no sample counts. */
  readonly strength: number | null;
  /** Samples that they are the means of. */
  readonly samples: number;
  /** The same similarity with the formula's mask of another image; null when the formula is in one image only, or none counts. */
  readonly floor: number | null;
}

/** Where label masking goes. The measurement awaits every call. */
export interface MaskingSink {
  /** Keeps these scores, all or none. */
  writeScores(scores: readonly MaskingScore[]): Promise<void>;
}
