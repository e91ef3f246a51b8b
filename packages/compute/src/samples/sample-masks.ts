import { bilinearAxis, inRange, upsample } from '@strata/kernels';
import type { CellMapReader, MaskShape } from '@strata/probe';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { compressBits, packBits } from './packed-bits.ts';

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
  readonly bounds: Pick<ActivationRange, 'lowest' | 'beyond'>;
  /** (cell) 1 where the cell satisfies the formula. */
  readonly satisfied: Uint8Array;
}

export interface SampleMaskParts {
  readonly maps: CellMapReader;
  readonly maskShape: MaskShape;
  readonly mapShape: { readonly height: number; readonly width: number };
}

/** Makes the function that draws a sample's masks; its buffers are used again from sample to sample. */
export function sampleMasks({ maps, maskShape, mapShape }: SampleMaskParts): (question: SampleQuestion) => SampleMasks {
  const rows = bilinearAxis(mapShape.height, maskShape.height);
  const columns = bilinearAxis(mapShape.width, maskShape.width);
  const pixels = maskShape.height * maskShape.width;
  const values = new Float32Array(pixels);
  const bitmap = new Uint8Array(pixels);
  const formulaMask = new Uint8Array(pixels);
  return ({ sampleIndex, map, bounds: { lowest, beyond }, satisfied }) => {
    upsample(map, { rows, columns, into: values });
    const cells = maps.read(sampleIndex, 1);
    let bitmapPixels = 0;
    let formulaPixels = 0;
    let intersection = 0;
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      const fires = inRange(values[pixel] as number, lowest, beyond) ? 1 : 0;
      const matches = satisfied[cells[pixel] as number] as number;
      bitmap[pixel] = fires;
      formulaMask[pixel] = matches;
      bitmapPixels += fires;
      formulaPixels += matches;
      intersection += fires & matches;
    }
    return {
      bitmapPixels,
      formulaPixels,
      intersection,
      bitmap: compressBits(packBits(bitmap)),
      formulaMask: compressBits(packBits(formulaMask)),
    };
  };
}
