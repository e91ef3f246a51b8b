import type { UnitHits } from '../hits/count-hits.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { chooseSamples } from '../samples/choose-samples.ts';
import type { UnitContext } from './explain-units.ts';
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
  { source, countAgreement, drawMasks }: UnitContext,
  { unitHits, range, samplePixels, values, bounds, satisfied }: TopSamplesQuestion,
): RangeSample[] {
  const mapSize = source.height * source.width;
  const question = (sampleIndex: number) => {
    const map = values.subarray(sampleIndex * mapSize, (sampleIndex + 1) * mapSize);
    return { sampleIndex, map, bounds, satisfied };
  };
  const chosen = chooseSamples({
    samplePixels,
    // Most samples have no cell in both, and need not be read.
    agreementOf: (sample) => (doMeet(unitHits, { range, satisfied, sample }) ? countAgreement(question(sample)) : 0),
  });
  return chosen.map((sampleIndex, place) => ({ sampleIndex, rank: place + 1, ...drawMasks(question(sampleIndex)) }));
}

/** Whether a sample has a pixel both in the range and in the formula's mask. */
function doMeet(
  { sampleCells: { offsets, cells }, rangesInCells }: UnitHits,
  { range, satisfied, sample }: Pick<TopSamplesQuestion, 'range' | 'satisfied'> & { readonly sample: number },
): boolean {
  const end = offsets[sample + 1] as number;
  for (let i = offsets[sample] as number; i < end; i += 1) {
    if (satisfied[cells[i] as number] === 1 && (((rangesInCells[i] as number) >>> range) & 1) === 1) return true;
  }
  return false;
}
