import { createHitKernel, type DrawnMasks, type Upsampling } from '@strata/kernels';
import type { CellIndex, CellMapReader } from '@strata/probe';
import { type PreparedImages, prepareFromMaps } from '../hits/prepared-images.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { deflateRows } from './deflate-rows.ts';

/** A sample's neuron mask and formula mask (packed bits, compressed), and their sizes in pixels. */
export interface SampleMasks {
  readonly bitmapPixels: number;
  readonly formulaPixels: number;
  readonly intersection: number;
  readonly bitmap: Uint8Array;
  readonly formulaMask: Uint8Array;
}

export interface SampleQuestion {
  readonly sampleIndex: number;
  /** The sample's activation map (height, width). */
  readonly map: Float32Array;
  readonly bounds: Pick<ActivationRange, 'lowest' | 'beyond'> & Partial<Pick<ActivationRange, 'withoutZero'>>;
  /** (cell) 1 where the cell's concept set satisfies the formula. */
  readonly satisfied: Uint8Array;
}

export interface SampleMaskParts {
  readonly index: CellIndex;
  readonly maps: CellMapReader;
  /** Shape of one activation map. */
  readonly mapShape: { readonly height: number; readonly width: number };
  /** Default bilinear. */
  readonly upsampling?: Upsampling | undefined;
  /** Null: each is prepared from its cell map. */
  readonly images: PreparedImages | null;
  /** Default the compiled kernel; the plain one draws the same. */
  readonly createKernel?: typeof createHitKernel;
}

export interface SampleMasker {
  /** Draws a sample's masks. */
  draw(question: SampleQuestion): DrawnMasks;
  /** Compresses them. */
  compress(masks: DrawnMasks): SampleMasks;
}

/** Makes what draws samples' masks; its memory is used again from sample to sample. */
export function sampleMasker({
  index,
  maps,
  mapShape,
  upsampling,
  images,
  createKernel = createHitKernel,
}: SampleMaskParts): SampleMasker {
  const { maskShape, cellCount } = index;
  const { height, width } = mapShape;
  const kernel = createKernel({ map: { height, width }, mask: maskShape, cellCount, upsampling });
  const prepared = images ?? prepareFromMaps(maps, { kernel, maskShape });
  const rowBytes = Math.ceil(maskShape.width / 8);
  return {
    draw: ({ sampleIndex, map, bounds: { lowest, beyond, withoutZero = false }, satisfied }) => {
      const [image] = prepared.read(sampleIndex, 1);
      if (!image) throw new Error(`No sample ${sampleIndex}.`);
      return kernel.draw({ image, map, lowest, beyond, withoutZero, satisfied });
    },
    compress: ({ bitmap, formulaMask, ...pixels }) => ({
      ...pixels,
      bitmap: deflateRows(bitmap, { rowBytes }),
      formulaMask: deflateRows(formulaMask, { rowBytes }),
    }),
  };
}
