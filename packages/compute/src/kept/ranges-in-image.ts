import { createHitKernel, type GridShape, type Upsampling } from '@strata/kernels';
import type { ActivationSource } from '../activations/source.ts';
import { thresholdsOf } from '../hits/count-hits.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import type { KeptHeader } from './kept-header.ts';

/** Units counted at once. */
const UNITS_PER_BLOCK = 128;

/** Where a range is in one image, and in an area of it. */
export interface RangeInImage {
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Pixels of the image in the range. */
  readonly bitmapPixels: number;
  /** Those of them in the area. */
  readonly intersection: number;
}

export interface ImageQuestion {
  /** Of the dataset, from 0. */
  readonly sampleIndex: number;
  /** (mask height, mask width) 1 in the area. */
  readonly area: Uint8Array;
  readonly mask: GridShape;
  readonly upsampling: Upsampling;
  readonly units: KeptHeader['units'];
}

/** Counts, for every range, its pixels in one image and in an area of it: the area and the rest are the image's two cells. */
export function rangesInImage(
  source: ActivationSource,
  { sampleIndex, area, mask, upsampling, units }: ImageQuestion,
): RangeInImage[] {
  const { height, width } = source;
  const kernel = createHitKernel({ map: { height, width }, mask, upsampling, cellCount: 2 });
  const image = kernel.prepare(area);
  const found: RangeInImage[] = [];
  const ranged = units.filter(({ ranges }) => ranges.length > 0);
  for (let first = 0; first < ranged.length; first += UNITS_PER_BLOCK) {
    const block = ranged.slice(first, first + UNITS_PER_BLOCK);
    kernel.begin(block.map(({ ranges }) => thresholdsOf(ranges.map(rangeOf))));
    const values = block.map(({ unit }) => source.readSamples(unit, { first: sampleIndex, count: 1 }));
    kernel.count({ images: [image], values });
    for (const [place, { unit, ranges }] of block.entries()) {
      // (range, cell): the rest, the area.
      const hits = kernel.hits(place);
      for (const [range, { clusterIndex }] of ranges.entries()) {
        const intersection = hits[2 * range + 1] as number;
        found.push({ unit, clusterIndex, intersection, bitmapPixels: (hits[2 * range] as number) + intersection });
      }
    }
  }
  return found;
}

/** A kept range with its thresholds; what it is shown with is left out. */
export function rangeOf({
  lowest,
  beyond,
  withoutZero,
}: KeptHeader['units'][number]['ranges'][number]): ActivationRange {
  return {
    lower: lowest,
    upper: beyond,
    lowest: lowest ?? Number.NEGATIVE_INFINITY,
    beyond: beyond ?? Number.POSITIVE_INFINITY,
    includesLower: true,
    withoutZero,
  };
}
