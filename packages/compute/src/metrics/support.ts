import { inRange } from '@strata/kernels';
import type { ActivationRange } from '../ranges/activation-range.ts';

/** What a range's bitmap rests on. */
export interface RangeSupport {
  /** Samples with a pixel of the range. */
  readonly samples: number;
  /** Cells of the unit's maps, before they are laid on the images, whose value lies in the range. */
  readonly mapCells: number;
}

/** Counts what a bitmap rests on: pixels between the cells of a map are interpolated, and no evidence of their own. */
export function supportOf({ samplePixels, values, bounds }: SupportQuestion): RangeSupport {
  let samples = 0;
  for (const pixels of samplePixels) if (pixels > 0) samples += 1;
  let mapCells = 0;
  for (const value of values) if (inRange(value, bounds.lowest, bounds.beyond, bounds.withoutZero)) mapCells += 1;
  return { samples, mapCells };
}

interface SupportQuestion {
  /** (sample) pixels of the sample in the range. */
  readonly samplePixels: Uint32Array;
  /** (sample, height, width) of the unit's activations. */
  readonly values: Float32Array;
  readonly bounds: ActivationRange;
}
