import type { UnitHits } from '../hits/count-hits.ts';
import type { AgreementBounds } from './choose-samples.ts';

export interface BoundQuestion {
  /** From 0. */
  readonly range: number;
  readonly sample: number;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
}

/**
 * Bounds of a sample's pixels both in a range and in a formula's mask, from the cells that the range touches: it has no
 * more of the formula's cells than they have pixels, and what the other cells have no room for lies in them. The bounds
 * meet where the range touches cells of one kind alone.
 */
export function boundAgreement(
  { sampleCells: { offsets, cells, pixels }, rangesInCells, samplePixels }: UnitHits,
  { range, sample, satisfied }: BoundQuestion,
): AgreementBounds {
  let matching = 0;
  let others = 0;
  const end = offsets[sample + 1] as number;
  for (let i = offsets[sample] as number; i < end; i += 1) {
    if ((((rangesInCells[i] as number) >>> range) & 1) === 0) continue;
    if (satisfied[cells[i] as number] === 1) matching += pixels[i] as number;
    else others += pixels[i] as number;
  }
  if (matching === 0) return { least: 0, most: 0 };
  const bitmapPixels = samplePixels[range * (offsets.length - 1) + sample] as number;
  // Every cell that is touched has one pixel in the range at the least.
  return { least: Math.max(1, bitmapPixels - others), most: Math.min(bitmapPixels, matching) };
}
