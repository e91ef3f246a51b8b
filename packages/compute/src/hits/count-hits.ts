import { createHitKernel, type HitKernel, type Thresholds } from '@strata/kernels';
import type { CellIndex, CellMapReader } from '@strata/probe';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { type PreparedImages, prepareFromMaps } from './prepared-images.ts';

/** Images counted at once. */
const IMAGES_PER_BATCH = 32;

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

export interface HitCounterParts {
  readonly index: CellIndex;
  readonly maps: CellMapReader;
  /** Shape of one activation map. */
  readonly mapShape: { readonly height: number; readonly width: number };
  /** Default: the cell maps, prepared image by image each time. */
  readonly images?: PreparedImages | null;
  /** Default the compiled kernel; the plain one counts the same. */
  readonly createKernel?: typeof createHitKernel;
}

/** Counts hits for a block of units; each image is read once for all of them. */
export type HitCounter = (units: readonly HitsUnit[]) => UnitHits[];

/** Makes the counter for maps of one shape; its memory is used again from block to block. */
export function hitCounter(parts: HitCounterParts): HitCounter {
  const { index, maps, mapShape, createKernel = createHitKernel } = parts;
  const { height, width } = mapShape;
  const kernel = createKernel({ map: { height, width }, mask: index.maskShape, cellCount: index.cellCount });
  const images = parts.images ?? prepareFromMaps(maps, { kernel, maskShape: index.maskShape });
  return (units) => countBlock(units, { kernel, images, sampleCount: index.sampleCount, mapSize: height * width });
}

interface Counting {
  readonly kernel: HitKernel;
  readonly images: PreparedImages;
  readonly sampleCount: number;
  readonly mapSize: number;
}

function countBlock(units: readonly HitsUnit[], { kernel, images, sampleCount, mapSize }: Counting): UnitHits[] {
  const counted = units.filter(({ ranges }) => ranges.length > 0);
  kernel.begin(counted.map(({ ranges }) => thresholdsOf(ranges)));
  const samplePixels = counted.map(({ ranges }) => new Uint32Array(ranges.length * sampleCount));
  for (let start = 0; start < sampleCount && counted.length > 0; start += IMAGES_PER_BATCH) {
    const count = Math.min(IMAGES_PER_BATCH, sampleCount - start);
    const values = counted.map((unit) => unit.values.subarray(start * mapSize, (start + count) * mapSize));
    const batch = kernel.count({ images: images.read(start, count), values });
    batch.forEach((pixels, position) => {
      const into = samplePixels[position] as Uint32Array;
      const ranges = pixels.length / count;
      pixels.forEach((found, i) => {
        into[(i % ranges) * sampleCount + start + Math.floor(i / ranges)] = found;
      });
    });
  }
  return units.map(({ unit, ranges }) => {
    const position = counted.findIndex((other) => other.unit === unit);
    const own = samplePixels[position] ?? new Uint32Array(0);
    return {
      unit,
      hits: position < 0 ? new Uint32Array(0) : kernel.hits(position),
      samplePixels: own,
      bitmapPixels: Float64Array.from(ranges, (_, range) =>
        own.subarray(range * sampleCount, (range + 1) * sampleCount).reduce((sum, n) => sum + n, 0),
      ),
    };
  });
}

/** The thresholds of ranges as the kernels take them. */
export function thresholdsOf(ranges: readonly ActivationRange[]): Thresholds {
  return {
    lowest: Float32Array.from(ranges, ({ lowest }) => lowest),
    beyond: Float32Array.from(ranges, ({ beyond }) => beyond),
  };
}
