import type { SamplePresence } from './range-metrics.ts';

/** A range with its formula. */
export interface PresenceQuestion {
  /** From 0. */
  readonly range: number;
  /** (sample) pixels of the sample in the range. */
  readonly samplePixels: Uint32Array;
  /** Which cells each sample has, and (cell of each sample) which ranges hold one of its pixels there, as bits. */
  readonly sampleCells: { readonly offsets: Uint32Array; readonly cells: Uint32Array };
  readonly rangesInCells: Uint32Array;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
}

/**
 * Counts the samples that have a pixel of the range, one of the formula, and one of both. A cell's pixels satisfy a
 * formula together, so that it is enough to know which cells of a sample the range touches.
 */
export function countPresence(question: PresenceQuestion): SamplePresence {
  const { range, samplePixels, sampleCells, rangesInCells, satisfied } = question;
  const { offsets, cells } = sampleCells;
  const samples = offsets.length - 1;
  let [bitmap, formula, overlap] = [0, 0, 0];
  for (let sample = 0; sample < samples; sample += 1) {
    let inFormula = 0;
    let inBoth = 0;
    const end = offsets[sample + 1] as number;
    for (let i = offsets[sample] as number; i < end; i += 1) {
      const holds = satisfied[cells[i] as number] as number;
      inFormula |= holds;
      inBoth |= holds & ((rangesInCells[i] as number) >>> range);
    }
    if ((samplePixels[sample] as number) > 0) bitmap += 1;
    formula += inFormula;
    overlap += inBoth;
  }
  return { bitmap, formula, overlap };
}
