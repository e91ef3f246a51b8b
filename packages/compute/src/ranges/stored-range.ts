import { type ActivationRange, type BoundsRule, halfOpenRange, leaveZeroOut, openRange } from './activation-range.ts';

/** What is kept of a range. */
export interface StoredBounds {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Null = open end. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Whether `lower` itself lies in the range; null where that was not kept, and the rule tells. */
  readonly includesLower: boolean | null;
}

export interface StoredRule {
  readonly bounds: BoundsRule;
  /** Whether the unit's zeros stand on their own. */
  readonly zerosOff: boolean;
}

/** Rules by which neighbours meet. */
const MEETING: readonly BoundsRule[] = ['contiguous', 'equal-mass'];

/**
 * A range with its exact thresholds again, from its bounds and the rule that they were made by: only neighbours that meet
 * (`contiguous`, `equal-mass`) are closed below, and the lowest of them is not.
 */
export function storedRange(
  { clusterIndex, lower, upper, includesLower }: StoredBounds,
  { bounds, zerosOff }: StoredRule,
): ActivationRange {
  const closed = includesLower ?? (MEETING.includes(bounds) && clusterIndex > 1);
  const range = closed ? halfOpenRange(lower, upper) : openRange(lower, upper);
  return zerosOff ? leaveZeroOut(range) : range;
}
