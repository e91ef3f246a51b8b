import type { DescribedRequest, RunRequestRow, Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import { type OpenedRun, openRun } from '../explain/open-run.ts';
import { storedLayout, storedPreprocessing } from '../explain/stored-feed.ts';
import { openStoredInputs } from '../explain/stored-inputs.ts';
import { noProgress, type StartProgress } from '../progress.ts';
import { configOf } from './request-config.ts';

/** A run that people asked for. */
export interface RequestedRun extends Pick<OpenedRun, 'unitsLeft' | 'explain' | 'close'> {
  readonly runId: number;
  /** Completes the run once all units are there. */
  finish(signal: AbortSignal): Promise<void>;
}

export interface OpenRequestOptions {
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Folder with cache and registry. */
  readonly home: string;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/**
 * Finds the inputs of a request on this machine, by their hashes, runs the network unless its activations are in the
 * cache, and finds or creates the run.
 * @throws StrataError SETUP_FAILED when an input is not known here or has changed, STORE_CONFLICT when a command
 * computes the run alone, and any of the inputs' own
 */
export async function openRequest(
  store: Store,
  described: DescribedRequest,
  options: OpenRequestOptions,
): Promise<RequestedRun> {
  const use = new CacheUse();
  try {
    const run = await openHolding(store, described, { ...options, use });
    return { ...run, close: () => run.close().finally(() => use.release()) };
  } catch (error) {
    await use.release();
    throw error;
  }
}

async function openHolding(
  store: Store,
  described: DescribedRequest,
  { threads, signal, home, use, progress = noProgress }: OpenRequestOptions & { readonly use: CacheUse },
): Promise<RequestedRun> {
  const { request, modelName, versionLabel } = described;
  const config = configOf(request);
  const { indexMs, activationsMs, ...inputs } = await openStoredInputs(
    {
      ...described,
      layerName: request.layerName,
      preprocessing: storedPreprocessing(request),
      layout: storedLayout(request),
      config,
    },
    { threads, signal, home, use, progress },
  );
  const run = await openRun({
    ...inputs,
    store,
    config,
    modelName,
    versionLabel,
    threads,
    shared: true,
    home,
  });
  try {
    const timingsMs = { index: indexMs, activations: activationsMs };
    return {
      runId: requireSameRun(run, request),
      unitsLeft: run.unitsLeft,
      explain: run.explain,
      finish: (abort) => run.finish({ timingsMs, signal: abort, progress }),
      close: run.close,
    };
  } catch (error) {
    await run.close();
    throw error;
  }
}

/** A run that is taken up again must be found again, not another be made. */
function requireSameRun({ runId }: OpenedRun, { runId: expected }: RunRequestRow): number {
  if (runId === null) throw new Error('A run in a store has an id.');
  if (expected === null || expected === runId) return runId;
  throw new StrataError(
    'STORE_CONFLICT',
    `Run ${expected} was begun with settings that only the command line can give (fixed ranges), or by another version of Strata. Start it again there, with the same command.`,
    { context: { run: expected } },
  );
}
