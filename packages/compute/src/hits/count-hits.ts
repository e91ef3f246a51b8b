import { createHitKernel, type HitKernel, type Thresholds, type Upsampling } from '@strata/kernels';
import type { CellIndex, CellMapReader } from '@strata/probe';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { type PreparedImages, prepareFromMaps } from './prepared-images.ts';
import { type SampleCells, SampleCellsList } from './sample-cells.ts';

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
  /** (cell of each sample, as `sampleCells` lists them) bit j is set when a pixel of the cell lies in range j. */
  readonly rangesInCells: Uint32Array;
  readonly sampleCells: SampleCells;
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
  /** Default bilinear. */
  readonly upsampling?: Upsampling | undefined;
  /** Default: the cell maps, prepared image by image each time. */
  readonly images?: PreparedImages | null;
  /** Default the compiled kernel; the plain one counts the same. */
  readonly createKernel?: typeof createHitKernel;
}

/** A kernel for maps of one shape, and the images as it takes them. */
export interface CountingParts {
  readonly kernel: HitKernel;
  readonly images: PreparedImages;
  readonly sampleCount: number;
  /** Values of one map. */
  readonly mapSize: number;
}

/** Counts hits for a block of units; each image is read once for all of them. */
export type HitCounter = (units: readonly HitsUnit[]) => UnitHits[];

/** Makes the counter for maps of one shape; its memory is used again from block to block. */
export function hitCounter(parts: HitCounterParts): HitCounter {
  return counterOf(countingParts(parts));
}

/** The counter over a kernel that others may use, too, between its calls. */
export function counterOf(parts: CountingParts): HitCounter {
  let sampleCells: SampleCells | null = null;
  return (units) => {
    sampleCells ??= listCells(parts);
    return countBlock(units, { ...parts, sampleCells });
  };
}

/** Makes the kernel for maps of one shape. */
export function countingParts(parts: HitCounterParts): CountingParts {
  const { index, maps, mapShape, upsampling, createKernel = createHitKernel } = parts;
  const { height, width } = mapShape;
  const { maskShape: mask, cellCount } = index;
  const kernel = createKernel({ map: { height, width }, mask, cellCount, upsampling });
  const images = parts.images ?? prepareFromMaps(maps, { kernel, maskShape: mask });
  return { kernel, images, sampleCount: index.sampleCount, mapSize: height * width };
}

interface Counting extends CountingParts {
  readonly sampleCells: SampleCells;
}

/** Reads all images once. */
export function listCells({ images, kernel, sampleCount }: CountingParts): SampleCells {
  const list = new SampleCellsList(sampleCount);
  for (let start = 0; start < sampleCount; start += IMAGES_PER_BATCH) {
    for (const image of images.read(start, Math.min(IMAGES_PER_BATCH, sampleCount - start))) {
      list.add(kernel.cellsOf(image), kernel.cellPixels(image));
    }
  }
  return list.finish();
}

interface BlockCounts {
  /** (range, sample) */
  readonly samplePixels: Uint32Array;
  /** (cell of each sample) */
  readonly rangesInCells: Uint32Array;
}

function countBlock(units: readonly HitsUnit[], counting: Counting): UnitHits[] {
  const { kernel, sampleCells, sampleCount } = counting;
  const unitsWithRanges = units.filter(({ ranges }) => ranges.length > 0);
  kernel.begin(unitsWithRanges.map(({ ranges }) => thresholdsOf(ranges)));
  const counted = unitsWithRanges.map(({ ranges }) => ({
    samplePixels: new Uint32Array(ranges.length * sampleCount),
    rangesInCells: new Uint32Array(sampleCells.cells.length),
  }));
  for (let start = 0; start < sampleCount && unitsWithRanges.length > 0; start += IMAGES_PER_BATCH) {
    countBatch(unitsWithRanges, counted, { ...counting, start });
  }
  return units.map((unit) => {
    const position = unitsWithRanges.indexOf(unit);
    const { samplePixels, rangesInCells } = counted[position] ?? NOTHING;
    return {
      unit: unit.unit,
      hits: position < 0 ? new Uint32Array(0) : kernel.hits(position),
      samplePixels,
      rangesInCells,
      sampleCells,
      bitmapPixels: Float64Array.from(unit.ranges, (_, range) =>
        samplePixels.subarray(range * sampleCount, (range + 1) * sampleCount).reduce((sum, n) => sum + n, 0),
      ),
    };
  });
}

const NOTHING: BlockCounts = { samplePixels: new Uint32Array(0), rangesInCells: new Uint32Array(0) };

function countBatch(
  units: readonly HitsUnit[],
  into: readonly BlockCounts[],
  { kernel, images, sampleCells, sampleCount, mapSize, start }: Counting & { readonly start: number },
): void {
  const count = Math.min(IMAGES_PER_BATCH, sampleCount - start);
  const values = units.map((unit) => unit.values.subarray(start * mapSize, (start + count) * mapSize));
  const batch = kernel.count({ images: images.read(start, count), values });
  batch.forEach(({ pixels, rangesInCells }, position) => {
    const own = into[position] as BlockCounts;
    own.rangesInCells.set(rangesInCells, sampleCells.offsets[start]);
    const ranges = pixels.length / count;
    for (let i = 0; i < count; i += 1) {
      for (let j = 0; j < ranges; j += 1) {
        own.samplePixels[j * sampleCount + start + i] = pixels[i * ranges + j] as number;
      }
    }
  });
}

/** Of ranges that are counted again and again, over other images. */
const knownThresholds = new WeakMap<readonly ActivationRange[], Thresholds>();

/** The thresholds of ranges as the kernels take them; the same object for the same ranges, of which kernels may make use. */
export function thresholdsOf(ranges: readonly ActivationRange[]): Thresholds {
  const known = knownThresholds.get(ranges);
  if (known) return known;
  const thresholds = {
    lowest: Float32Array.from(ranges, ({ lowest }) => lowest),
    beyond: Float32Array.from(ranges, ({ beyond }) => beyond),
    withoutZero: ranges.some(({ withoutZero }) => withoutZero),
  };
  knownThresholds.set(ranges, thresholds);
  return thresholds;
}
