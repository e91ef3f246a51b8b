import { StrataError } from '@strata/domain';
import type { ProbeDataset } from '@strata/probe';
import { comparePredictions, type HandedPrediction, readPredictions } from '@strata/runs';
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

/** What compares a run's predictions with them as soon as they are there; says on standard error how they agree. */
export function predictionsCheck(
  asked: AskedPredictions | null,
  { samples }: Pick<ProbeDataset, 'samples'>,
): ((predictions: Int32Array | null) => void) | undefined {
  if (asked === null) return undefined;
  return (predictions) => {
    const { agree, text } = comparePredictions({ ...asked, samples, predictions });
    process.stderr.write(`${agree ? 'Note' : 'Warning'}: ${text}\n`);
  };
}
