import { StrataError } from '@strata/domain';
import type { ProbeSample } from '@strata/probe';
import { matchClasses } from '../errors/match-classes.ts';
import { type HandedPrediction, predictionsOf } from './read-predictions.ts';

/** From this share of equal predictions on, the network is fed as its framework feeds it: decoders and exports round. */
const AGREES = 0.95;
/** Below, it is another network, or is fed with something else. */
const CONTRADICTS = 0.5;

export interface ComparePredictionsOptions {
  readonly path: string;
  readonly rows: readonly HandedPrediction[];
  readonly samples: readonly Pick<ProbeSample, 'key' | 'className'>[];
  /** (sample) of the run; null where the network doesn't classify. */
  readonly predictions: Int32Array | null;
}

/** What comparing said. */
export interface ComparedPredictions {
  /** `agrees`: no more differs than what decoders and exports round; `contradicts`: more than half does. */
  readonly verdict: 'agrees' | 'differs' | 'contradicts';
  /** For people. */
  readonly text: string;
}

/**
 * Compares what a run predicts with predictions handed in: a network that is fed wrongly looks like any other until then.
 * @throws StrataError BAD_CONFIG when the rows are not of these images, or the network doesn't classify
 */
export function comparePredictions(options: ComparePredictionsOptions): ComparedPredictions {
  const { path, rows, samples, predictions } = options;
  if (predictions === null) {
    throw new StrataError(
      'BAD_CONFIG',
      '--predictions: expected a network whose first output is (batch, classes), found another: there is nothing to compare. Leave the flag out.',
    );
  }
  const handed = predictionsOf(samples, { rows, path });
  const equal = handed.filter(({ prediction }, sample) => prediction === predictions[sample]).length;
  const share = equal / samples.length;
  const tops = topOnes(handed, { samples, predictions });
  const same = `${equal} of ${samples.length} predictions are the same`;
  const text = tops === null ? same : `${same}; top-1 of the file ${two(tops.file)}, of this run ${two(tops.run)}`;
  if (share >= AGREES) return { verdict: 'agrees', text: `${path}: this run agrees with it: ${text}.` };
  const check =
    'check channel order, mean, standard deviation, scale and size (--channel-order, --mean, --std, --scale, --input-size, --preprocess), and that the weights are those of the file';
  return { verdict: share < CONTRADICTS ? 'contradicts' : 'differs', text: `${path}: ${text}: ${check}.` };
}

/** Shares of right answers; null where the right ones aren't known, or not which output means which. */
function topOnes(
  handed: readonly HandedPrediction[],
  { samples, predictions }: Pick<ComparePredictionsOptions, 'samples'> & { readonly predictions: Int32Array },
): { readonly file: number; readonly run: number } | null {
  const truths = handed.map(({ className }, sample) => className ?? samples[sample]?.className ?? null);
  if (truths.includes(null)) return null;
  const names = namesOf(truths as string[], handed);
  if (names === null) return null;
  const right = (predicted: (sample: number) => number | undefined): number =>
    truths.filter((truth, sample) => names.get(predicted(sample) ?? -1) === truth).length / truths.length;
  return { file: right((sample) => handed[sample]?.prediction), run: right((sample) => predictions[sample]) };
}

function namesOf(truths: readonly string[], handed: readonly HandedPrediction[]): ReadonlyMap<number, string> | null {
  const counts = new Map<string, { modelVersionId: number; className: string; classIndex: number; images: number }>();
  for (const [sample, className] of truths.entries()) {
    const classIndex = handed[sample]?.prediction ?? -1;
    const key = `${classIndex} ${className}`;
    const count = counts.get(key) ?? { modelVersionId: 0, className, classIndex, images: 0 };
    count.images += 1;
    counts.set(key, count);
  }
  try {
    return matchClasses([...counts.values()], { given: null });
  } catch (error) {
    if (error instanceof StrataError) return null;
    throw error;
  }
}

function two(share: number): string {
  return share.toFixed(2);
}
