import { DEFAULT_CONFIG, type Upsampling } from '@strata/compute';
import { type ChangedRuns, readRunInputs, readUnitsToCompare, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import { noProgress, type StartProgress } from '../../progress.ts';
import { storedLayout, storedPreprocessing } from '../stored-feed.ts';
import { openStoredInputs } from '../stored-inputs.ts';
import type { BoundsConfig } from '../stored-rule.ts';
import { keepChanges } from './keep-changes.ts';

export interface CompareStoredOptions extends ChangedRuns {
  /** Folder with cache and registry. */
  readonly home: string;
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/**
 * Computes what has become of a stored run's ranges since another stored run, as far as that is missing: from the newer
 * run's activations in the cache, or by running its network again.
 * @throws StrataError SETUP_FAILED when an input of the newer run is not known on this machine or has changed; what running
 * the network throws; StoreError; the signal's reason
 * @returns how many units were compared now
 */
export async function compareStored(store: Store, options: CompareStoredOptions): Promise<number> {
  const { runId, fromRunId, home, threads = 1, signal, progress = noProgress } = options;
  if ((await readUnitsToCompare(store, { runId, fromRunId })).length === 0) return 0;
  const stored = await readRunInputs(store, runId);
  if (!stored) throw new StrataError('BAD_ID', `There is no run ${runId}.`);
  const { run } = stored;
  const use = new CacheUse();
  try {
    const inputs = await openStoredInputs(
      {
        ...stored,
        preprocessing: storedPreprocessing(run),
        layout: storedLayout(run),
        // Of the configuration only ranges count here, and those are stored.
        config: DEFAULT_CONFIG,
      },
      { home, use, threads, signal, progress },
    );
    // How older rows say whether bounds are closed; newer ones say it themselves.
    const config: BoundsConfig = { clusters: run.clusters, bounds: run.bounds as BoundsConfig['bounds'], given: false };
    const { index, dataset, activations } = inputs;
    const upsampling = run.upsampling as Upsampling;
    const request = { runId, fromRunId, index, concepts: dataset.concepts, activationsPath: activations.path, config };
    return await keepChanges(store, { ...request, upsampling, signal, progress });
  } finally {
    await use.release();
  }
}
