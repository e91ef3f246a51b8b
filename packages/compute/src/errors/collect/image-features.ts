import { createRandom, mixBits } from '@strata/statistics';
import type { ActivationSource } from '../../activations/source.ts';

/** More units than this are mixed into so many features: a readout's cost grows with their cube. */
export const FEATURES_MAX = 256;

export interface ImageFeatures {
  /** (image, feature) with a mean of 0 and a variance of 1 over the images, or 0 throughout. */
  readonly features: Float64Array;
  readonly featureCount: number;
}

/**
 * What a layer says of each image: the mean of each unit's map, standardized. Of wide layers random sums of units, each
 * unit in each sum with a sign of its own. Values that are no numbers count as 0.
 * Source: D. Achlioptas, Database-friendly random projections (2003).
 */
export function imageFeatures(
  source: Pick<ActivationSource, 'units' | 'height' | 'width' | 'readUnit'>,
  { images, seed }: { readonly images: readonly number[]; readonly seed: number },
): ImageFeatures {
  const area = source.height * source.width;
  const isMixed = source.units > FEATURES_MAX;
  const featureCount = isMixed ? FEATURES_MAX : source.units;
  const features = new Float64Array(images.length * featureCount);
  const random = createRandom(mixBits(seed) ^ 0x1b873593);
  for (let unit = 0; unit < source.units; unit += 1) {
    const maps = source.readUnit(unit);
    const means = standardized(images.map((sample) => meanOf(maps.subarray(sample * area, (sample + 1) * area))));
    for (let feature = isMixed ? 0 : unit; feature < (isMixed ? featureCount : unit + 1); feature += 1) {
      const sign = isMixed && random.next() < 0.5 ? -1 : 1;
      for (const [image, mean] of means.entries()) {
        const at = image * featureCount + feature;
        features[at] = (features[at] as number) + sign * mean;
      }
    }
  }
  if (isMixed) standardizeColumns(features, featureCount);
  return { features, featureCount };
}

function meanOf(map: Float32Array): number {
  let sum = 0;
  for (const value of map) sum += Number.isFinite(value) ? value : 0;
  return sum / map.length;
}

function standardizeColumns(features: Float64Array, featureCount: number): void {
  const images = features.length / featureCount;
  for (let feature = 0; feature < featureCount; feature += 1) {
    const own = standardized(
      Array.from({ length: images }, (_, image) => features[image * featureCount + feature] ?? 0),
    );
    for (const [image, value] of own.entries()) features[image * featureCount + feature] = value;
  }
}

function standardized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance);
  return values.map((value) => (deviation > 1e-12 ? (value - mean) / deviation : 0));
}
