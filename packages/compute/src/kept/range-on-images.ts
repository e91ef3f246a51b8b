import { DatasetError, type Formula } from '@strata/domain';
import { createHitKernel, type DrawnMasks } from '@strata/kernels';
import { openCellMaps } from '@strata/probe/cell-maps';
import { openActivations } from '../activations/npy-source.ts';
import { deflateRows } from '../samples/deflate-rows.ts';
import type { KeptHeader } from './kept-header.ts';
import { rangeOf } from './ranges-in-image.ts';
import { satisfiedBy } from './score-formula.ts';

/** A range and a formula on one image, in pixels of the masks. */
export interface RangeOnImage {
  readonly sampleIndex: number;
  readonly bitmapPixels: number;
  readonly formulaPixels: number;
  readonly intersection: number;
}

export interface RangeQuestion {
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** Null: none, which holds nowhere. */
  readonly formula: Formula | null;
}

/** Draws a range and a formula on images, one by one. */
export interface RangeOnImages {
  count(sampleIndex: number): RangeOnImage;
  /** Both masks: packed bits, row-major, the first pixel in the highest bit, raw deflate. */
  masks(sampleIndex: number): { readonly bitmap: Uint8Array; readonly formulaMask: Uint8Array };
  close(): void;
}

/**
 * Opens a neuron's range on all images: the layer's values and the images' cells are read where they lay when hits were kept. Null
 * when the run has no such range.
 * @throws ShapeError or DatasetError when either can't be read
 */
export function openRangeOnImages(
  header: KeptHeader,
  { unit, clusterIndex, formula }: RangeQuestion,
): RangeOnImages | null {
  const kept = header.units
    .find((one) => one.unit === unit)
    ?.ranges.find((range) => range.clusterIndex === clusterIndex);
  if (!kept) return null;
  const { mask, cellCount, sampleCount, upsampling } = header;
  const source = openActivations(header.activations.path, { samples: sampleCount });
  const maps = openMaps(header);
  const { height, width } = source;
  const kernel = createHitKernel({ map: { height, width }, mask, cellCount, upsampling });
  const { lowest, beyond, withoutZero } = rangeOf(kept);
  const satisfied = formula ? satisfiedBy(header, formula) : new Uint8Array(cellCount);
  const draw = (sampleIndex: number): DrawnMasks => {
    const image = kernel.prepare(maps.read(sampleIndex, 1));
    const map = source.readSamples(unit, { first: sampleIndex, count: 1 });
    return kernel.draw({ image, map, lowest, beyond, withoutZero, satisfied });
  };
  const rowBytes = Math.ceil(mask.width / 8);
  return {
    count: (sampleIndex) => {
      const { bitmapPixels, formulaPixels, intersection } = draw(sampleIndex);
      return { sampleIndex, bitmapPixels, formulaPixels, intersection };
    },
    masks: (sampleIndex) => {
      const { bitmap, formulaMask } = draw(sampleIndex);
      return { bitmap: deflateRows(bitmap, { rowBytes }), formulaMask: deflateRows(formulaMask, { rowBytes }) };
    },
    close: () => {
      maps.close();
      source.close();
    },
  };
}

/** The system's own errors name a path and nothing to do. */
function openMaps({ cells, mask }: KeptHeader) {
  try {
    return openCellMaps({ ...cells, maskShape: mask });
  } catch (cause) {
    throw new DatasetError(`${cells.mapsPath}: can't be opened. Explain the version again; it is built then.`, {
      cause,
    });
  }
}
