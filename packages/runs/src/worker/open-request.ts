import type { DescribedRequest, RunRequestRow, Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/files';
import type { ActivationsFrom } from '../explain/activations-from.ts';
import { indexProbe } from '../explain/index-probe.ts';
import { type OpenedRun, openRun } from '../explain/open-run.ts';
import { readyLayers } from '../explain/ready-layers.ts';
import { noProgress, type StartProgress } from '../progress.ts';
import { findModel, findPlace } from '../registry/registry.ts';
import { configOf, requestedLayout, requestedPreprocessing } from './request-config.ts';

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
  const { path: root, kind: _, ...reading } = await findPlace('dataset', described.datasetSha256, { home });
  const started = performance.now();
  const { dataset, index, nearDuplicates } = await indexProbe(root, { ...reading, use, signal, home, progress });
  requireSame(dataset.sha256, { expected: described.datasetSha256, path: root });
  const indexMs = performance.now() - started;
  const config = configOf(request);
  const from = await sourceOf(described, home);
  const recording = performance.now();
  const layers = [request.layerName];
  const [ready] = await readyLayers({ dataset, index, from, layers, config, home, use, threads, signal, progress });
  if (!ready) throw new Error(`No activations of ${request.layerName}.`);
  const activationsMs = performance.now() - recording;
  requireSame(ready.activations.contentSha256, { expected: described.contentSha256, path: pathOf(from) });
  const run = await openRun({
    ...ready,
    store,
    dataset,
    index,
    nearDuplicates,
    config,
    modelName,
    versionLabel,
    threads,
    shared: true,
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

async function sourceOf({ source, contentSha256, request }: DescribedRequest, home: string): Promise<ActivationsFrom> {
  if (source === 'ACTIVATIONS') {
    return { activationsPath: (await findPlace('activations', contentSha256, { home })).path };
  }
  const place = await findModel(contentSha256, { home, preprocessing: requestedPreprocessing(request) });
  const { path: modelPath, preprocessing } = place;
  const { layoutCheck, ...layout } = requestedLayout(request) ?? place.request;
  return { modelPath, preprocessing, request: layout, layoutCheck };
}

function pathOf(from: ActivationsFrom): string {
  return 'modelPath' in from ? from.modelPath : from.activationsPath;
}

function requireSame(came: string, { expected, path }: { expected: string; path: string }): void {
  if (came === expected) return;
  throw new StrataError(
    'SETUP_FAILED',
    `${path}: expected content of sha256 ${expected.slice(0, 12)}…, found ${came.slice(0, 12)}…: it has changed since it was explained. Put the original back, or explain it under a new name.`,
    { context: { file: path } },
  );
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
