import { StrataError } from '@strata/domain';
import type { ProbeDataset } from '@strata/probe';
import {
  type ActivationsFrom,
  comparePredictions,
  type HandedPrediction,
  readPredictions,
  tryFeeds,
} from '@strata/runs';
import type { ExplainFlags } from './explain-flags.ts';

/** The predictions of `--predictions`, with their file; null without. */
export interface AskedPredictions {
  readonly path: string;
  readonly rows: readonly HandedPrediction[];
}

/**
 * Reads the file of `--predictions` before anything else is done.
 * @throws StrataError BAD_CONFIG without a model to compare with, and what reading the file throws
 */
export async function askedPredictions({
  predictions: path,
  model,
}: Pick<ExplainFlags, 'predictions' | 'model'>): Promise<AskedPredictions | null> {
  if (path === undefined) return null;
  if (model !== undefined) return { path, rows: await readPredictions(path) };
  throw new StrataError(
    'BAD_CONFIG',
    '--predictions are compared with what --model predicts. Give the model, or leave them out.',
  );
}

export interface PredictionsCheckOptions {
  readonly from: ActivationsFrom;
  readonly layers: readonly string[];
  readonly dataset: ProbeDataset;
  readonly signal: AbortSignal;
}

/**
 * What compares a run's predictions with them as soon as they are there, and says on standard error how they agree; of a
 * network that is fed otherwise, with the flag under which it would predict what was handed in. It fails where more than
 * half of them differ, with nothing explained.
 */
export function predictionsCheck(
  asked: AskedPredictions | null,
  { from, layers: [layer], dataset: { samples }, signal }: PredictionsCheckOptions,
): ((predictions: Int32Array | null) => Promise<void>) | undefined {
  if (asked === null || layer === undefined || !('modelPath' in from)) return undefined;
  return async (predictions) => {
    const { verdict, text } = comparePredictions({ ...asked, samples, predictions });
    if (verdict === 'agrees') {
      process.stderr.write(`Note: ${text}\n`);
      return;
    }
    const found = await tryFeeds({ ...asked, ...from, layer, samples, signal });
    const hint =
      found === null ? '' : ` With ${found.flag}, ${found.equal} of the first ${found.tried} would be the same.`;
    if (verdict === 'differs') process.stderr.write(`Warning: ${text}${hint}\n`);
    else
      throw new StrataError('BAD_CONFIG', `${text}${hint} Nothing was explained.`, { context: { file: asked.path } });
  };
}
