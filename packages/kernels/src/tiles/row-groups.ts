import type { Axis } from '../twin/axis.ts';

/** Mask columns of a tile. */
export const TILE_WIDTH = 8;
/** Mask rows of a tile at the most: 16 × 8 pixels are the 128 bits of one mask. */
const ROWS_MAX = 16;
/** A group ends where the map's rows change, if it has this many rows. */
const ROWS_MIN = 6;

/** Consecutive mask rows that are looked at together. */
export interface RowGroup {
  readonly start: number;
  readonly count: number;
  /** The map rows that they are interpolated from, both included. */
  readonly firstMapRow: number;
  readonly lastMapRow: number;
}

/**
 * Groups mask rows so that a group lies between as few map rows as may be: the fewer, the tighter a tile's bounds.
 * `rows` decides where groups end, `sampled` from which map rows their values come; default the same.
 */
export function groupRows(rows: Axis, sampled = rows): RowGroup[] {
  const groups: RowGroup[] = [];
  let start = 0;
  for (let row = 1; row <= rows.first.length; row += 1) {
    const count = row - start;
    const changes = rows.first[row] !== rows.first[row - 1];
    if (row < rows.first.length && count < ROWS_MAX && !(changes && count >= ROWS_MIN)) continue;
    groups.push({
      start,
      count,
      firstMapRow: sampled.first[start] as number,
      lastMapRow: sampled.second[row - 1] as number,
    });
    start = row;
  }
  return groups;
}
