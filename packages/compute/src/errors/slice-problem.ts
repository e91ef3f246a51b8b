import type { LeftDeepTerm } from '@strata/domain';

/**
 * Which images go wrong, and what is in them. Units are what counts as one: images, or groups of images that belong
 * together.
 */
export interface SliceProblem {
  readonly units: number;
  /** (concept) packed bits, unit i at bit i % 32 of word i / 32: whether the unit has the concept. */
  readonly columns: readonly Uint32Array[];
  /** (unit) 1 where the unit is an error. */
  readonly errors: Uint8Array;
}

/** A formula over the problem's concepts, and the units that it selects. */
export interface Slice {
  /** Positions are those of `SliceProblem.columns`. */
  readonly terms: readonly LeftDeepTerm[];
  /** G/2 − ln(number of formulas of its length). */
  readonly score: number;
  /** Units that the formula selects. */
  readonly selected: number;
  /** Those of them that are errors. */
  readonly errors: number;
}

/** The longest formula that is searched. */
export const SLICE_LENGTH_MAX = 3;
/** Fewer units than this are no slice, and neither is a smaller share than the other number. */
const SELECTED_MIN = 5;
const SELECTED_SHARE_MIN = 0.02;

/** The fewest units that a slice of so many has: 5, and 2 %. */
export function selectedMin(units: number): number {
  return Math.max(SELECTED_MIN, Math.ceil(units * SELECTED_SHARE_MIN));
}
