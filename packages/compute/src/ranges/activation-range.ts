import type { UnitOutcome } from '@strata/domain';
import { inRange } from '@strata/kernels';

/**
 * How a unit's values are cut into ranges: at the k-means boundaries, at the extremes of k-means clusters, or so that each
 * range holds as many values as the others.
 */
export const CLUSTER_BOUNDS = ['contiguous', 'observed', 'equal-mass'] as const;
export type ClusterBounds = (typeof CLUSTER_BOUNDS)[number];
/** Where a range's bounds come from: one of these rules, a file, or the top quantile. */
export type BoundsRule = ClusterBounds | 'given' | 'quantile';

/**
 * An interval of activation values. `lower` and `upper` are what is stored and shown (null = open end). A float32 value
 * v lies in the range exactly when `lowest <= v` and (`v < beyond`, or `beyond` is +∞): two thresholds that make open
 * and closed ends exact in float32.
 */
export interface ActivationRange {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly lowest: number;
  readonly beyond: number;
  /** Whether `lower` itself lies in the range. */
  readonly includesLower: boolean;
  /** Whether zeros, which stand on their own as "off", are left out though they lie between the bounds. */
  readonly withoutZero: boolean;
}

/** A unit's values in numbers. */
export interface UnitSummary {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Share of values that are exactly 0. */
  readonly zeroShare: number;
}

/** A unit's map cells (its values before upsampling), counted. */
export interface UnitCells {
  readonly total: number;
  /** Range 0: cells that are exactly 0. Null where zeros are values like any other. */
  readonly off: number | null;
  /** Cells of the highest range, those on its bounds included; null without ranges. */
  readonly top: number | null;
  /** Of these, the cells that share the unit's greatest value; 0 where only one has it. Null without ranges. */
  readonly saturated: number | null;
}

/** The ranges of a unit, ascending: index j is the range with clusterIndex j + 1. */
export interface UnitRanges {
  readonly outcome: UnitOutcome;
  readonly ranges: readonly ActivationRange[];
  readonly problem: string | null;
  readonly summary: UnitSummary;
  /** Null for values that are no numbers. */
  readonly cells: UnitCells | null;
  /** Of the values around their cluster's mean; null where ranges were not found by k-means. */
  readonly withinClusterSumOfSquares: number | null;
}

/** A range with both ends open: lower < v < upper. Null leaves an end open to infinity. */
export function openRange(lower: number | null, upper: number | null): ActivationRange {
  return {
    lower,
    upper,
    lowest: lower === null ? Number.NEGATIVE_INFINITY : float32Above(lower),
    beyond: upper === null ? Number.POSITIVE_INFINITY : float32AtLeast(upper),
    includesLower: false,
    withoutZero: false,
  };
}

/** A range closed below and open above: lower <= v < upper. */
export function halfOpenRange(lower: number | null, upper: number | null): ActivationRange {
  const open = openRange(lower, upper);
  return lower === null ? open : { ...open, lowest: float32AtLeast(lower), includesLower: true };
}

/** The range without 0, where 0 lies in it. */
export function leaveZeroOut(range: ActivationRange): ActivationRange {
  return holdsZero(range) ? { ...range, withoutZero: true } : range;
}

/** Whether 0 lies in the range. */
export function holdsZero({ lowest, beyond, withoutZero }: ActivationRange): boolean {
  return inRange(0, lowest, beyond, withoutZero);
}

/** The smallest float32 that is not below `value`. */
export function float32AtLeast(value: number): number {
  const rounded = Math.fround(value);
  return rounded >= value ? rounded : nextFloat32(rounded);
}

/** The smallest float32 that is above `value`. */
export function float32Above(value: number): number {
  const rounded = Math.fround(value);
  return rounded > value ? rounded : nextFloat32(rounded);
}

const view = new DataView(new ArrayBuffer(4));

function nextFloat32(value: number): number {
  if (value === 0) return 2 ** -149;
  view.setFloat32(0, value);
  view.setInt32(0, view.getInt32(0) + (value > 0 ? 1 : -1));
  return view.getFloat32(0);
}
