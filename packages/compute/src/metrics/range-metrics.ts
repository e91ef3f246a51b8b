/** In how many samples a range's bitmap B, its formula mask F, and both at the same pixel are there. */
export interface SamplePresence {
  readonly bitmap: number;
  readonly formula: number;
  readonly overlap: number;
}

/** Metrics of an explanation, each a share from 0 to 1; 0 where there is nothing to take a share of. */
export interface RangeMetrics {
  /** |B ∩ F| / |F|: how much of the formula's pixels the range detects. */
  readonly detectionAccuracy: number;
  /** |B ∩ F| / |B|: how much of the range the formula covers. */
  readonly activationCoverage: number;
  /** Of the samples with a pixel of F, the share with one of B ∩ F. */
  readonly sampleCoverage: number;
  /** Of the samples with a pixel of B, the share with one of B ∩ F. */
  readonly explanationCoverage: number;
}

/** Source: Clustered Compositional Explanations, §4 (desiderata). */
export function rangeMetrics(
  pixels: { readonly intersection: number; readonly formulaPixels: number; readonly bitmapPixels: number },
  samples: SamplePresence,
): RangeMetrics {
  return {
    detectionAccuracy: share(pixels.intersection, pixels.formulaPixels),
    activationCoverage: share(pixels.intersection, pixels.bitmapPixels),
    sampleCoverage: share(samples.overlap, samples.formula),
    explanationCoverage: share(samples.overlap, samples.bitmap),
  };
}

function share(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
