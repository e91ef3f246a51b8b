import { join } from 'node:path';
import { checkSearch, conceptTables, type ExplainTimings, explainLayer } from '@strata/compute';
import type { DescribedRequest, RunRequestRow, Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { CacheUse } from '@strata/probe';
import { type ActivationsFrom, readyActivations } from '../explain/activations-from.ts';
import { describeRun } from '../explain/describe-run.ts';
import { indexProbe } from '../explain/index-probe.ts';
import { keepInDatabase } from '../explain/run-keeper.ts';
import { strataHome } from '../home.ts';
import type { ProgressLine } from '../progress/progress.ts';
import { findPlace } from '../registry/registry.ts';
import { configOf } from './request-config.ts';

/** A run that this process works on, with others or alone. */
export interface OpenedRun {
  readonly runId: number;
  /** Units that are still to be explained when it was opened. */
  readonly unitsLeft: readonly number[];
  /** Explains units and stores them; those that are there already are left alone. */
  explain(units: readonly number[], signal: AbortSignal): Promise<ExplainTimings>;
  /** Completes the run once all units are there: predictions, thumbnails, status, specialization. */
  finish(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface OpenRunOptions {
  readonly threads: number;
  readonly signal: AbortSignal;
}

/**
 * Finds the inputs of a request on this machine, by their hashes, runs the network unless its activations are in the
 * cache, and finds or creates the run.
 * @throws StrataError SETUP_FAILED when an input is not known here or has changed, STORE_CONFLICT when a command
 * computes the run alone, and any of the inputs' own
 */
export async function openRun(store: Store, described: DescribedRequest, options: OpenRunOptions): Promise<OpenedRun> {
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
  { threads, signal, use }: OpenRunOptions & { readonly use: CacheUse },
): Promise<OpenedRun> {
  const { request, modelName, versionLabel } = described;
  const { path: root, format, exif, voidLabels } = await findPlace('dataset', described.datasetSha256);
  const started = performance.now();
  const { dataset, index } = await indexProbe(root, {
    ...{ format, exif, voidLabels, use, signal, progress: quiet },
    note: () => undefined,
  });
  requireSame(dataset.sha256, { expected: described.datasetSha256, path: root });
  const indexMs = performance.now() - started;
  const config = configOf(request);
  checkSearch({ tables: conceptTables(index), concepts: dataset.concepts, config });
  const from = await sourceOf(described);
  const layer = request.layerName;
  const cacheDir = join(strataHome(), 'cache');
  const recording = performance.now();
  const [activations] = await readyActivations({
    ...{ from, layers: [layer], dataset, cacheDir, use, threads, signal },
    progress: quiet,
  });
  if (!activations) throw new Error(`No activations of ${layer}.`);
  const activationsMs = performance.now() - recording;
  requireSame(activations.contentSha256, { expected: described.contentSha256, path: pathOf(from) });
  const units = Array.from({ length: activations.unitCount }, (_, unit) => unit);
  const inputs = { store, dataset, index, from, layer, config, cacheDir, use, modelName, versionLabel };
  const descriptor = describeRun({ ...inputs, activations, units, threads });
  const { samples, concepts } = dataset;
  const keeper = await keepInDatabase(store, { descriptor, samples, concepts, index, shared: true });
  try {
    requireSameRun(keeper.runId, request);
  } catch (error) {
    await keeper.release();
    throw error;
  }
  return {
    runId: keeper.runId,
    unitsLeft: units.filter((unit) => !keeper.doneUnits.has(unit)),
    explain: (some, abort) => explainSome(some, { keeper, abort, index, dataset, path: activations.path, config }),
    finish: (abort) =>
      keeper.complete({
        predictions: activations.predictions,
        timingsMs: { index: indexMs, activations: activationsMs },
        signal: abort,
        progress: quiet,
      }),
    close: () => keeper.release(),
  };
}

type Layer = Pick<Parameters<typeof explainLayer>[0], 'index' | 'config'>;

function explainSome(
  units: readonly number[],
  parts: Layer & {
    readonly keeper: Parameters<typeof explainLayer>[1];
    readonly abort: AbortSignal;
    readonly dataset: { readonly concepts: Parameters<typeof explainLayer>[0]['concepts'] };
    readonly path: string;
  },
): Promise<ExplainTimings> {
  const { keeper, abort, index, dataset, path, config } = parts;
  const inputs = { index, concepts: dataset.concepts, activationsPath: path, units, config };
  return explainLayer(inputs, keeper, { threads: 1, signal: abort });
}

/** Workers say how far runs are in events. */
export const quiet = (): ProgressLine => ({ update: () => undefined, end: () => undefined });

async function sourceOf({ source, contentSha256 }: DescribedRequest): Promise<ActivationsFrom> {
  if (source === 'ACTIVATIONS') {
    return { activationsPath: (await findPlace('activations', contentSha256)).path };
  }
  const { path, preprocessing, request } = await findPlace('model', contentSha256);
  return { modelPath: path, preprocessing, request };
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
function requireSameRun(runId: number, { runId: expected }: RunRequestRow): void {
  if (expected === null || expected === runId) return;
  throw new StrataError(
    'STORE_CONFLICT',
    `Run ${expected} was begun with settings that only the command line can give (fixed ranges, other preprocessing). Start it again there, with the same command.`,
    { context: { run: expected } },
  );
}
