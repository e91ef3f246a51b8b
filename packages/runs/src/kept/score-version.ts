import { DEFAULT_CONFIG } from '@strata/compute';
import { readRunInputs, readShownRuns, type ShownRun, type Store, withOwnNames } from '@strata/db';
import { parseAskedFormula, printFormula, type ScoreAnswer, StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import { numberGroups } from '@strata/probe';
import { storedLayout, storedPreprocessing } from '../explain/stored-feed.ts';
import { openStoredInputs } from '../explain/stored-inputs.ts';
import { noProgress, type StartProgress } from '../progress.ts';
import { answerScore } from './answer-score.ts';
import { keepRunHits } from './keep-run-hits.ts';
import { openKept } from './kept-place.ts';

export interface ScoreVersionOptions {
  readonly modelVersionId: number;
  /** Only this layer; null: all. */
  readonly layer: string | null;
  readonly formula: string;
  /** Ranges in the answer at most. */
  readonly first: number;
  /** Folder with cache and registry. */
  readonly home: string;
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

export interface ScoredVersion extends ScoreAnswer {
  /** The runs that were looked at, by their layers' names. */
  readonly runs: readonly ShownRun[];
}

/**
 * Scores a formula against every neuron and range of a version. Hits that are not kept are counted first: from the activations
 * in the cache, or by running the network again.
 * @throws FormulaSyntaxError when it can't be read; StrataError BAD_CONFIG when no layer was explained, or hits are too large to
 * keep; SETUP_FAILED when an input is not known on this machine or has changed; StoreError; the signal's reason
 */
export async function scoreVersion(store: Store, options: ScoreVersionOptions): Promise<ScoredVersion> {
  const { modelVersionId, layer, first, home } = options;
  const runs = await readShownRuns(store, { modelVersionId, layer });
  if (runs.length === 0) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected an explained ${layer === null ? 'layer' : `layer "${layer}"`} of this version; there is none. Explain it with "strata explain".`,
    );
  }
  // What can't be read is said before anything is counted.
  const asked = parseAskedFormula(options.formula);
  const runIds = runs.map(({ runId }) => runId);
  const formula = printFormula(await withOwnNames(store, { formula: asked, runIds }));
  for (const run of runs) {
    options.signal?.throwIfAborted();
    const kept = openKept(home, run);
    kept?.close();
    if (!kept) await keepStored(store, run, options);
  }
  return { ...answerScore(home, { kind: 'score', runs, formula, first }), runs };
}

async function keepStored(store: Store, { runId, layerName }: ShownRun, options: ScoreVersionOptions): Promise<void> {
  const { home, threads = 1, signal, progress = noProgress } = options;
  const stored = await readRunInputs(store, runId);
  if (!stored) throw new StrataError('BAD_ID', `There is no run ${runId}.`);
  const { run } = stored;
  const use = new CacheUse();
  try {
    const inputs = await openStoredInputs(
      {
        ...stored,
        layerName,
        preprocessing: storedPreprocessing(run),
        layout: storedLayout(run),
        // Of the configuration only ranges count here, and those are stored.
        config: DEFAULT_CONFIG,
      },
      { home, use, threads, signal, progress },
    );
    const { index, dataset, activations } = inputs;
    const { path: activationsPath, unitCount } = activations;
    const groups = numberGroups(dataset.samples)?.numbers ?? null;
    const { concepts } = dataset;
    await keepRunHits(store, { runId, index, concepts, activationsPath, unitCount, groups, home, signal, progress });
  } finally {
    await use.release();
  }
}
