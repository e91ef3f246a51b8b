import { type CellIndex, openCellMaps } from '@strata/probe';
import { packBits } from './bits.ts';

/** Samples whose cell maps are read at once. */
const SAMPLES_PER_READ = 32;
/** Least shares of an image, beside any pixel at all: much of it, and most of what a single thing covers. */
export const COARSE_SHARES: readonly number[] = [0.1, 0.3];

/** What a column of an error search says of an image: it has the concept, on at least this share of its pixels. */
export interface ImageColumn {
  /** Position in the dataset's list of concepts. */
  readonly concept: number;
  /** 0: on any pixel. */
  readonly shareMin: number;
  /** (image) packed bits. */
  readonly bits: Uint32Array;
}

/**
 * (concept × images + image) how many pixels of the mask carry the concept, for some images of the dataset, in the order given.
 * Reads the cell map of each image once.
 * @throws DatasetError when the index's file has been removed or shortened
 */
export function conceptPixels(index: CellIndex, images: readonly number[]): Uint32Array {
  const { cellCount, conceptCount, conceptOffsets, conceptPositions, maskShape } = index;
  const pixels = new Uint32Array(conceptCount * images.length);
  const side = maskShape.height * maskShape.width;
  const hits = new Uint32Array(cellCount);
  const maps = openCellMaps(index);
  try {
    for (const { start, count, from } of stretches(images)) {
      const read = maps.read(start, count);
      for (let image = 0; image < count; image += 1) {
        hits.fill(0);
        for (let pixel = image * side; pixel < (image + 1) * side; pixel += 1) {
          const cell = read[pixel] as number;
          hits[cell] = (hits[cell] as number) + 1;
        }
        for (let cell = 1; cell < cellCount; cell += 1) {
          const hit = hits[cell] as number;
          if (hit === 0) continue;
          const end = conceptOffsets[cell + 1] as number;
          for (let i = conceptOffsets[cell] as number; i < end; i += 1) {
            const at = (conceptPositions[i] as number) * images.length + from + image;
            pixels[at] = (pixels[at] as number) + hit;
          }
        }
      }
    }
  } finally {
    maps.close();
  }
  return pixels;
}

/**
 * A column for each concept, and for each of its coarse shares where that is not said by the one before: the share of some
 * image lies between.
 */
export function imageColumns(
  pixels: Uint32Array,
  { images, pixelsPerImage, shares = COARSE_SHARES }: ImageColumnOptions,
): ImageColumn[] {
  return Array.from({ length: images === 0 ? 0 : pixels.length / images }, (_, concept) => {
    const own = pixels.subarray(concept * images, (concept + 1) * images);
    const columns = [0, ...shares].map((shareMin) => {
      const least = Math.max(1, shareMin * pixelsPerImage);
      return { concept, shareMin, bits: packBits(own.map((count) => Number(count >= least))) };
    });
    return columns.filter(({ bits }, at) => at === 0 || bits.join() !== columns[at - 1]?.bits.join());
  }).flat();
}

export interface ImageColumnOptions {
  readonly images: number;
  /** Of the mask. */
  readonly pixelsPerImage: number;
  /** Least shares, ascending, beside any pixel at all. Default: `COARSE_SHARES`. */
  readonly shares?: readonly number[] | undefined;
}

interface Stretch {
  /** The first sample, and how many follow each other. */
  readonly start: number;
  readonly count: number;
  /** Place of the first in the list. */
  readonly from: number;
}

/** Images that follow each other in the dataset, so that they are read together. */
function stretches(images: readonly number[]): Stretch[] {
  const found: { start: number; count: number; from: number }[] = [];
  for (const [from, image] of images.entries()) {
    const last = found.at(-1);
    if (last && last.start + last.count === image && last.count < SAMPLES_PER_READ) last.count += 1;
    else found.push({ start: image, count: 1, from });
  }
  return found;
}
