import type { LeftDeepTerm } from '@strata/domain';
import type { UnitHits } from '../hits/count-hits.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { chooseSamples } from '../samples/choose-samples.ts';
import { satisfiedCells } from '../search/formula-cells.ts';
import type { UnitContext } from './explain-units.ts';
import type { RangeSample } from './unit-result.ts';

export interface TopSamplesQuestion {
  readonly unitHits: UnitHits;
  readonly values: Float32Array;
  readonly range: number;
  readonly bounds: ActivationRange;
  readonly terms: readonly LeftDeepTerm[];
}

/** The samples that show a range best, each with its neuron mask and its formula mask. */
export function topRangeSamples(
  { index, source, tables, countAgreement, drawMasks }: UnitContext,
  { unitHits, values, range, bounds, terms }: TopSamplesQuestion,
): RangeSample[] {
  const mapSize = source.height * source.width;
  const satisfied = satisfiedCells(tables, terms);
  const { samplePixels } = unitHits;
  const question = (sampleIndex: number) => {
    const map = values.subarray(sampleIndex * mapSize, (sampleIndex + 1) * mapSize);
    return { sampleIndex, map, bounds, satisfied };
  };
  const chosen = chooseSamples({
    samplePixels: samplePixels.subarray(range * index.sampleCount, (range + 1) * index.sampleCount),
    agreementOf: (sampleIndex) => countAgreement(question(sampleIndex)),
  });
  return chosen.map((sampleIndex, place) => ({ sampleIndex, rank: place + 1, ...drawMasks(question(sampleIndex)) }));
}
