import type { DrawnMasks } from '@strata/kernels';
import type { UnitHits } from '../hits/count-hits.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { boundAgreement } from '../samples/bound-agreement.ts';
import { chooseSamples } from '../samples/choose-samples.ts';
import type { UnitContext } from './unit-context.ts';
import type { RangeSample } from './unit-result.ts';

export interface TopSamplesQuestion {
  readonly unitHits: UnitHits;
  /** From 0. */
  readonly range: number;
  /** (sample) pixels of the sample in the range. */
  readonly samplePixels: Uint32Array;
  /** (sample, height, width) of the unit's activations. */
  readonly values: Float32Array;
  readonly bounds: ActivationRange;
  /** (cell) 1 where the formula holds. */
  readonly satisfied: Uint8Array;
}

/** The samples that show a range, each with its neuron mask and its formula mask. */
export function topRangeSamples(
  { source, sampleMasks }: UnitContext,
  { unitHits, range, samplePixels, values, bounds, satisfied }: TopSamplesQuestion,
): RangeSample[] {
  const mapSize = source.height * source.width;
  const drawn = new Map<number, DrawnMasks>();
  const draw = (sampleIndex: number): DrawnMasks => {
    const before = drawn.get(sampleIndex);
    if (before) return before;
    const map = values.subarray(sampleIndex * mapSize, (sampleIndex + 1) * mapSize);
    const masks = sampleMasks.draw({ sampleIndex, map, bounds, satisfied });
    drawn.set(sampleIndex, masks);
    return masks;
  };
  const chosen = chooseSamples({
    samplePixels,
    boundsOf: (sample) => boundAgreement(unitHits, { range, sample, satisfied }),
    agreementOf: (sample) => draw(sample).intersection,
  });
  return chosen.map((sampleIndex, place) => ({
    sampleIndex,
    rank: place + 1,
    ...sampleMasks.compress(draw(sampleIndex)),
  }));
}
