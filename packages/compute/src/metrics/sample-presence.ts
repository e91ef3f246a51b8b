import type { CellIndex, CellMapReader } from '@strata/probe';
import { overlapTest, type Shape } from './mask-overlap.ts';
import type { SamplePresence } from './range-metrics.ts';
import { hasCell, type SampleCells, sampleCells } from './sample-cells.ts';

/** Cell maps read at once. */
const SAMPLES_PER_READ = 32;

/** A range with its formula. */
export interface PresenceQuestion {
  /** (sample, height, width) of the unit's activations. */
  readonly values: Float32Array;
  readonly lowest: number;
  readonly beyond: number;
  /** (sample) pixels of the sample in the range. */
  readonly samplePixels: Uint32Array;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
}

export interface PresenceParts {
  readonly index: CellIndex;
  readonly maps: CellMapReader;
  /** Shape of one activation map. */
  readonly mapShape: Shape;
}

/** Counts, for ranges with their formulas, the samples with the one, the other and both. */
export type PresenceCounter = (questions: readonly PresenceQuestion[]) => SamplePresence[];

/**
 * Each cell map is read once for all questions, and only the pixels of samples that have both are looked at, until one is
 * found. Which cells a sample has is found out at the first call, once for the dataset.
 */
export function presenceCounter({ index, maps, mapShape }: PresenceParts): PresenceCounter {
  const overlaps = overlapTest(mapShape, index.maskShape);
  const pixels = index.maskShape.height * index.maskShape.width;
  const mapSize = mapShape.height * mapShape.width;
  let known: SampleCells | null = null;
  return (questions) => {
    if (questions.length === 0) return [];
    known ??= sampleCells(index, maps);
    const counts = questions.map(() => ({ bitmap: 0, formula: 0, overlap: 0 }));
    for (let start = 0; start < index.sampleCount; start += SAMPLES_PER_READ) {
      const samples = Math.min(SAMPLES_PER_READ, index.sampleCount - start);
      const read = maps.read(start, samples);
      for (let sample = start; sample < start + samples; sample += 1) {
        const cells = read.subarray((sample - start) * pixels, (sample - start + 1) * pixels);
        for (const [place, { values, lowest, beyond, samplePixels, satisfied }] of questions.entries()) {
          const count = counts[place] as { bitmap: number; formula: number; overlap: number };
          const inBitmap = (samplePixels[sample] as number) > 0;
          const inFormula = hasCell(known, satisfied, sample);
          if (inBitmap) count.bitmap += 1;
          if (inFormula) count.formula += 1;
          if (!inBitmap || !inFormula) continue;
          const map = values.subarray(sample * mapSize, (sample + 1) * mapSize);
          if (overlaps({ map, cells, satisfied, lowest, beyond })) count.overlap += 1;
        }
      }
    }
    return counts;
  };
}
