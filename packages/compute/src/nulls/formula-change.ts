import { type Change, type ChangeCounts, changeOf, type PixelOverlap } from '@strata/domain';
import { overlapOf, type RangeHits } from './cell-counts.ts';

export interface FormulaChangeQuestion {
  /** (cell) 1 where the old formula holds. */
  readonly before: Uint8Array;
  /** (cell) 1 where the new formula holds. */
  readonly after: Uint8Array;
  /** The new bitmap. */
  readonly range: RangeHits;
  /** (cell) pixels of the images that the bitmap is of. */
  readonly bitmapAreas: Float64Array;
  /** (cell) pixels of all images. */
  readonly areas: Float64Array;
}

/** A change with the counts that decide it. */
export interface FormulaChange extends ChangeCounts {
  readonly change: Change;
}

/** What an old formula is to a new one, on the new bitmap. All counts are sums over cells: exact integers. */
export function formulaChange({ before, after, range, bitmapAreas, areas }: FormulaChangeQuestion): FormulaChange {
  const overlap = (satisfied: Uint8Array): PixelOverlap => {
    const { intersection, union } = overlapOf(satisfied, range, bitmapAreas);
    return { intersection, union };
  };
  const counts = { kept: overlap(before), own: overlap(after), similarity: sharedBy(before, after, areas) };
  return { ...counts, change: changeOf(counts) };
}

function sharedBy(first: Uint8Array, second: Uint8Array, areas: Float64Array): PixelOverlap {
  let [intersection, union] = [0, 0];
  for (let cell = 0; cell < first.length; cell += 1) {
    const area = areas[cell] as number;
    if (first[cell] === 1 && second[cell] === 1) intersection += area;
    if (first[cell] === 1 || second[cell] === 1) union += area;
  }
  return { intersection, union };
}
