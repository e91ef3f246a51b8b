import { independentDifference, shareWithInterval } from '@strata/statistics';
import type { Measurement } from '../decide/outcome.ts';

const NO_SAMPLES =
  'it was handed in as a number, which has no interval: say with "samples" on how many images it was measured';
const NOT_GIVEN = 'no accuracy was given when it was explained: strata explain --accuracy';

/** A version's accuracy, and its interval from the images that it was measured on. */
export function measureAccuracy(accuracy: number | null, samples: number | undefined): Measurement {
  if (accuracy === null) return { missing: NOT_GIVEN };
  if (samples === undefined) return { missing: NO_SAMPLES };
  const { lower, upper } = shareWithInterval(Math.round(accuracy * samples), samples);
  return {
    measured: { value: accuracy, lower: Math.min(lower, accuracy), upper: Math.max(upper, accuracy), n: samples },
  };
}

/**
 * By how much accuracy differs from the baseline's, as of two groups of images: which of them both got right is not known,
 * so for the same images the interval is too wide, never too narrow.
 */
export function measureAccuracyChange(
  { before, after, samples }: { before: number | null; after: number | null; samples: number | undefined },
  relative: boolean,
): Measurement {
  if (before === null || after === null) return { missing: NOT_GIVEN };
  if (samples === undefined) return { missing: NO_SAMPLES };
  const [first, second] = [before, after].map((share) => shareWithInterval(Math.round(share * samples), samples));
  if (!first || !second) return { missing: NOT_GIVEN };
  const { difference, lower, upper } = independentDifference(first, second);
  if (!relative) return { measured: { value: difference, lower, upper, n: samples } };
  if (before === 0) return { missing: 'the baseline’s accuracy is 0, and no share of it can be told' };
  return { measured: { value: difference / before, lower: lower / before, upper: upper / before, n: samples } };
}
