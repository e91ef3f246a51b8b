import { type ActivationRange, type BoundsRule, halfOpenRange, openRange } from './activation-range.ts';

/** What is kept of a range. */
export interface StoredBounds {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Null = open end. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * A range with its exact thresholds again, from its bounds and the rule that they were made by: only neighbours that meet
 * (`contiguous`) are closed below, and the lowest of them is not.
 */
export function storedRange({ clusterIndex, lower, upper }: StoredBounds, rule: BoundsRule): ActivationRange {
  return rule === 'contiguous' && clusterIndex > 1 ? halfOpenRange(lower, upper) : openRange(lower, upper);
}
