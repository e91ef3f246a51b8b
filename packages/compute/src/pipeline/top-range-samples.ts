import type { ActivationRange } from '../ranges/activation-range.ts';
import { chooseSamples } from '../samples/choose-samples.ts';
import type { UnitContext } from './explain-units.ts';
import type { RangeSample } from './unit-result.ts';

export interface TopSamplesQuestion {
  /** (sample) pixels of the sample in the range. */
  readonly samplePixels: Uint32Array;
  /** (sample, height, width) of the unit's activations. */
  readonly values: Float32Array;
  readonly bounds: ActivationRange;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
}

/** The samples that show a range best, each with its neuron mask and its formula mask. */
export function topRangeSamples(
  { source, drawMasks }: UnitContext,
  { samplePixels, values, bounds, satisfied }: TopSamplesQuestion,
): RangeSample[] {
  const mapSize = source.height * source.width;
  const chosen = chooseSamples(samplePixels);
  return chosen.map((sampleIndex, place) => {
    const map = values.subarray(sampleIndex * mapSize, (sampleIndex + 1) * mapSize);
    return { sampleIndex, rank: place + 1, ...drawMasks({ sampleIndex, map, bounds, satisfied }) };
  });
}
