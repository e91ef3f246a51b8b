/** What the formulas of a unit's ranges overlap of its new bitmaps beyond what shuffled images would, summed over the ranges. */
export interface BeyondShuffled {
  /** IoU of the old formulas. */
  readonly kept: number;
  /** IoU of the new formulas on images that did not choose them. */
  readonly own: number;
}

/**
 * A unit has changed when its old formulas keep less than this share of what its new ones explain. Set where `npm run
 * validity` finds units that were drawn anew, and none of one checkpoint on other images.
 */
export const UNIT_KEPT_MIN = 1 / 3;

/**
 * Whether a unit means something else in a later version. All its ranges are judged together, since low ranges are wide and overlap
 * much the same whatever the unit; null where its new formulas explain nothing, so that nothing can be told.
 */
export function unitChanged({ kept, own }: BeyondShuffled): boolean | null {
  return own > 0 ? kept < UNIT_KEPT_MIN * own : null;
}
