import { bilinearAxis, countImage, type Thresholds, upsample } from '@strata/kernels';
import type { CellIndex, CellMapReader } from '@strata/probe';
import type { ActivationRange } from '../ranges/activation-range.ts';

/** Cell maps read at once. */
const SAMPLES_PER_READ = 32;

/** How a unit's ranges meet the cells. All counts are exact integers. */
export interface UnitHits {
  readonly unit: number;
  /** (range, cell): pixels of the cell that lie in the range. */
  readonly hits: Uint32Array;
  /** (range): pixels in the range over all samples. */
  readonly bitmapPixels: Float64Array;
  /** (range, sample): pixels of the sample in the range. */
  readonly samplePixels: Uint32Array;
}

export interface HitsUnit {
  readonly unit: number;
  /** (sample, height, width). */
  readonly values: Float32Array;
  readonly ranges: readonly ActivationRange[];
}

export interface HitsRequest {
  readonly index: CellIndex;
  readonly maps: CellMapReader;
  /** Shape of one activation map. */
  readonly mapShape: { readonly height: number; readonly width: number };
  readonly units: readonly HitsUnit[];
}

/** Counts hits for a block of units: their activations are upsampled to the mask grid, each cell map is read once for all. */
export function countHits({ index, maps, mapShape, units }: HitsRequest): UnitHits[] {
  const { height, width } = index.maskShape;
  const rows = bilinearAxis(mapShape.height, height);
  const columns = bilinearAxis(mapShape.width, width);
  const into = new Float32Array(height * width);
  const work = units.map(({ unit, values, ranges }) => ({
    unit,
    values,
    thresholds: thresholdsOf(ranges),
    hits: new Uint32Array(ranges.length * index.cellCount),
    samplePixels: new Uint32Array(ranges.length * index.sampleCount),
    pixels: new Uint32Array(ranges.length),
  }));
  const mapSize = mapShape.height * mapShape.width;
  for (let start = 0; start < index.sampleCount; start += SAMPLES_PER_READ) {
    const count = Math.min(SAMPLES_PER_READ, index.sampleCount - start);
    const cellMaps = maps.read(start, count);
    for (const { values, thresholds, hits, samplePixels, pixels } of work) {
      if (pixels.length === 0) continue;
      for (let s = 0; s < count; s += 1) {
        const sample = start + s;
        upsample(values.subarray(sample * mapSize, (sample + 1) * mapSize), { rows, columns, into });
        const cells = cellMaps.subarray(s * into.length, (s + 1) * into.length);
        pixels.fill(0);
        countImage(into, { cells, cellCount: index.cellCount, thresholds, hits, pixels });
        pixels.forEach((found, range) => {
          samplePixels[range * index.sampleCount + sample] = found;
        });
      }
    }
  }
  return work.map(({ unit, hits, samplePixels, pixels }) => ({
    unit,
    hits,
    samplePixels,
    bitmapPixels: Float64Array.from(pixels, (_, range) =>
      samplePixels.subarray(range * index.sampleCount, (range + 1) * index.sampleCount).reduce((sum, n) => sum + n, 0),
    ),
  }));
}

/** The thresholds of ranges as the kernels take them. */
export function thresholdsOf(ranges: readonly ActivationRange[]): Thresholds {
  return {
    lowest: Float32Array.from(ranges, ({ lowest }) => lowest),
    beyond: Float32Array.from(ranges, ({ beyond }) => beyond),
  };
}
