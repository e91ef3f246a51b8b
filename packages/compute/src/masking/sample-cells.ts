import type { CellIndex, CellMapReader } from '@strata/probe';

/** Cell maps read at once. */
const SAMPLES_PER_READ = 32;

/** Which cells each sample has: cells[offsets[sample] .. offsets[sample + 1]]. A few hundred bytes per sample. */
export interface SampleCells {
  readonly offsets: Uint32Array;
  readonly cells: Uint32Array;
}

/** Reads all cell maps once. */
export function sampleCells(index: CellIndex, maps: CellMapReader): SampleCells {
  const { sampleCount, cellCount, maskShape } = index;
  const pixels = maskShape.height * maskShape.width;
  const offsets = new Uint32Array(sampleCount + 1);
  // (cell) 1 + the last sample that was seen to have it.
  const seen = new Uint32Array(cellCount);
  let cells = new Uint32Array(1024);
  let count = 0;
  for (let start = 0; start < sampleCount; start += SAMPLES_PER_READ) {
    const samples = Math.min(SAMPLES_PER_READ, sampleCount - start);
    const read = maps.read(start, samples);
    for (let sample = start; sample < start + samples; sample += 1) {
      const first = (sample - start) * pixels;
      for (let pixel = first; pixel < first + pixels; pixel += 1) {
        const cell = read[pixel] as number;
        if (seen[cell] === sample + 1) continue;
        seen[cell] = sample + 1;
        if (count === cells.length) {
          const larger = new Uint32Array(2 * count);
          larger.set(cells);
          cells = larger;
        }
        cells[count] = cell;
        count += 1;
      }
      offsets[sample + 1] = count;
    }
  }
  return { offsets, cells: cells.slice(0, count) };
}

/** Whether the sample has one of the cells; `satisfied` is (cell) 0 or 1. */
export function hasCell({ offsets, cells }: SampleCells, satisfied: Uint8Array, sample: number): boolean {
  const end = offsets[sample + 1] as number;
  for (let i = offsets[sample] as number; i < end; i += 1) if (satisfied[cells[i] as number] === 1) return true;
  return false;
}
