import type { LeftDeepTerm } from '@strata/domain';
import { bilinearAxis, inRange, upsample } from '@strata/kernels';
import type { UnitHits } from '../hits/count-hits.ts';
import type { ActivationRange } from '../ranges/activation-range.ts';
import { chooseSamples } from '../samples/choose-samples.ts';
import { packBits } from '../samples/packed-bits.ts';
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
  { index, maps, source, tables }: UnitContext,
  question: TopSamplesQuestion,
): RangeSample[] {
  const { unitHits, values, range, bounds, terms } = question;
  const { height, width } = index.maskShape;
  const rows = bilinearAxis(source.height, height);
  const columns = bilinearAxis(source.width, width);
  const upsampled = new Float32Array(height * width);
  const mapSize = source.height * source.width;
  const satisfied = satisfiedCells(tables, terms);
  const { samplePixels } = unitHits;
  const chosen = chooseSamples(samplePixels.subarray(range * index.sampleCount, (range + 1) * index.sampleCount));
  return chosen.map((sampleIndex, place) => {
    upsample(values.subarray(sampleIndex * mapSize, (sampleIndex + 1) * mapSize), { rows, columns, into: upsampled });
    const bitmap = Uint8Array.from(upsampled, (value) => (inRange(value, bounds.lowest, bounds.beyond) ? 1 : 0));
    const formulaMask = Uint8Array.from(maps.read(sampleIndex, 1), (cell) => satisfied[cell] as number);
    return {
      sampleIndex,
      rank: place + 1,
      bitmapPixels: count(bitmap),
      formulaPixels: count(formulaMask),
      intersection: count(bitmap.map((is, pixel) => is & (formulaMask[pixel] as number))),
      bitmap: packBits(bitmap),
      formulaMask: packBits(formulaMask),
    };
  });
}

function count(mask: Uint8Array): number {
  return mask.reduce((sum, is) => sum + is, 0);
}
