import type { GridSize } from '../layout/token-grid.ts';
import { spotsOf } from './spots.ts';

/** Whether a map changes where the image does. */
export type LayoutVerdict =
  | { readonly verdict: 'agrees' }
  /** It changes alike everywhere, or not at all, or has too few places. */
  | { readonly verdict: 'undecided' }
  /** Numbers in `SPOT_NAMES`: the spot that was changed, where the map changed, and how many times as much as there. */
  | { readonly verdict: 'contradicts'; readonly changed: number; readonly seen: number; readonly times: number };

/** A map (units, h, w) before and after each of the four spots of its image was changed. */
export interface ChangedMaps {
  readonly before: Float32Array;
  readonly after: readonly Float32Array[];
  readonly grid: GridSize;
}

/** Where a spot must change a map at least so many times as much as elsewhere, to be seen there. */
const SEEN_TIMES = 2;
/** A spot is seen in its own place when that changes so many times as much as every other. */
const OWN_TIMES = 1.2;

/**
 * Judges by four spots. A spot's change is averaged over units in the four places of the map, and taken relative to what
 * that spot changes in all four and what all spots change there: attention carries each change everywhere, and some
 * places change more whatever the spot. A map agrees when each spot is seen most in its own place, and contradicts when
 * one is seen elsewhere `SEEN_TIMES` times as much as in its own.
 */
export function judgeChanges({ before, after, grid }: ChangedMaps): LayoutVerdict {
  if (grid.height < 2 || grid.width < 2) return { verdict: 'undecided' };
  const changes = after.map((map) => changeBySpot(before, map, grid));
  const relative = relativeChanges(changes);
  if (relative === null) return { verdict: 'undecided' };
  const worst = relative
    .map((row, changed) => {
      const seen = row.indexOf(Math.max(...row));
      return { changed, seen, times: (row[seen] as number) / Math.max(row[changed] as number, LEAST_CHANGE) };
    })
    .filter(({ changed, seen }) => changed !== seen)
    .sort((a, b) => b.times - a.times)[0];
  if (worst === undefined) return { verdict: leads(relative) ? 'agrees' : 'undecided' };
  return worst.times >= SEEN_TIMES ? { verdict: 'contradicts', ...worst } : { verdict: 'undecided' };
}

/** (spot) the mean change of a map in the four places, over units. */
function changeBySpot(before: Float32Array, after: Float32Array, grid: GridSize): number[] {
  const places = grid.height * grid.width;
  return spotsOf(grid).map(({ top, bottom, left, right }) => {
    let sum = 0;
    for (let start = 0; start < before.length; start += places) {
      for (let row = top; row < bottom; row += 1) {
        for (let column = left; column < right; column += 1) {
          const at = start + row * grid.width + column;
          sum += Math.abs((after[at] as number) - (before[at] as number));
        }
      }
    }
    return sum / ((bottom - top) * (right - left));
  });
}

/** Below this, a relative change counts as this much, so that a spot that isn't seen at all makes a number for people. */
const LEAST_CHANGE = 1e-3;

/** Rounds of dividing rows and columns by their means; four numbers settle long before. */
const ROUNDS = 50;

/** The changes with every row's and every column's mean at 1; null where a spot or a place doesn't change at all. */
function relativeChanges(changes: readonly (readonly number[])[]): number[][] | null {
  let table = changes.map((row) => [...row]);
  const turn = (rows: number[][]): number[][] => rows.map((_, i) => rows.map((row) => row[i] as number));
  const even = (rows: number[][]): number[][] =>
    rows.map((row) => row.map((value) => (value * row.length) / row.reduce((sum, one) => sum + one, 0)));
  for (let round = 0; round < ROUNDS; round += 1) table = turn(even(turn(even(table))));
  return table.flat().every(Number.isFinite) ? table : null;
}

/** Whether each spot is seen in its own place by a margin that isn't chance. */
function leads(relative: readonly (readonly number[])[]): boolean {
  return relative.every((row, own) => row.every((value, i) => i === own || (row[own] as number) > OWN_TIMES * value));
}
