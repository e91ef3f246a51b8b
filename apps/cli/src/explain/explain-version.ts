import { type ExplainConfig, explainLayer, type StageTimings } from '@strata/compute';
import type { Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { CacheUse, CellIndex, ProbeDataset } from '@strata/probe';
import { type ProgressLine, startProgress } from '../progress/progress.ts';
import { rememberInputs } from '../registry/remember-inputs.ts';
import { type ActivationsFrom, type ReadyActivations, readyActivations } from './activations-from.ts';
import { describeRun, type RunInputs } from './describe-run.ts';
import { type LayerZeros, layerZeros } from './layer-zeros.ts';
import { type Measures, type MeasureTimings, measureVersion } from './measurements/measure-version.ts';
import type { LayerImportance } from './measurements/measurement-keeper.ts';
import { keepInDatabase, keepInMemory, type ReportedUnit, type RunKeeper } from './run-keeper.ts';

/** The model version as the database knows it. */
export interface VersionNames {
  readonly modelName: string;
  readonly versionLabel: string;
  /** Place in trends; default after the model's last version. */
  readonly sequence?: number | undefined;
  /** Default unknown. */
  readonly accuracy?: number | null | undefined;
  /** Default false. */
  readonly isBaseline?: boolean | undefined;
}

export interface ExplainVersionOptions extends VersionNames {
  /** Null keeps nothing in a database. */
  readonly store: Store | null;
  /** May be closed already; its images must still be there. */
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  readonly from: ActivationsFrom;
  /** Explained one after the other; the model runs once for all. */
  readonly layers: readonly string[];
  /** Chooses a layer's units once their number is known; default all. */
  readonly chooseUnits?: ((unitCount: number, layer: string) => number[]) | undefined;
  readonly config: ExplainConfig;
  /** What is measured through the model as well, also for a run that is complete; default nothing. */
  readonly measures?: Measures | undefined;
  readonly cacheDir: string;
  /** Holds what is used of the cache. Default not held. */
  readonly use?: CacheUse | undefined;
  /** What building or reading the index took, to be stored with the run; default not measured. */
  readonly indexMs?: number | undefined;
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default bars or lines on standard error. */
  readonly progress?: ((label: string, unit: string) => ProgressLine) | undefined;
}

export interface ExplainedLayer {
  readonly layer: string;
  /** Null without a store. */
  readonly runId: number | null;
  readonly units: readonly number[];
  /**
   * Milliseconds of what was computed. Activations are the elapsed time of the one pass for all layers, `total` is that of
   * the layer with it; ranges, hits, search and samples are summed over threads, store over the blocks of units that wait for the
   * database at once.
   */
  readonly timingsMs: Readonly<Record<'activations' | 'store' | 'total', number>> & StageTimings & MeasureTimings;
  /** What setting a range of all units to zero changes; empty when it was never measured. */
  readonly layerImportance: readonly LayerImportance[];
  readonly zeros: LayerZeros;
  /** What was found, unit by unit in ascending order; from the database (which must still be open) when there is one. */
  readUnits(): AsyncGenerator<ReportedUnit>;
}

/**
 * Explains layers of one model version: their activations (recorded in one pass, or handed in), then each layer as a run
 * of its own: ranges and formulas unit by unit, into the database with predictions and thumbnails. Yields each layer when
 * it is done. An interrupted run goes on where it was; a complete one is found and left alone.
 * @throws StrataError from any stage; INTERRUPTED once the signal is aborted
 */
export async function* explainVersion(options: ExplainVersionOptions): AsyncGenerator<ExplainedLayer> {
  const { threads = 1, progress = startProgress } = options;
  const started = performance.now();
  const layers = await readyActivations({ ...options, threads, progress });
  // Before the first is explained: what can't be chosen in the last need not wait for that.
  const chosen = layers.map((activations) => ({ activations, units: unitsOf(activations, options) }));
  const activationsMs = performance.now() - started;
  const [first] = layers;
  if (options.store && first) await rememberInputs(options, first.contentSha256);
  for (const { activations, units } of chosen) {
    const step = (label: string, unit: string) =>
      progress(layers.length > 1 ? `${activations.layer}: ${label}` : label, unit);
    yield await explainReady({ ...options, activations, units, threads, activationsMs, progress: step });
  }
}

interface ReadyLayer extends RunInputs {
  readonly activationsMs: number;
  readonly progress: (label: string, unit: string) => ProgressLine;
}

async function explainReady(layer: ReadyLayer): Promise<ExplainedLayer> {
  const { dataset, index, config, activations, units, threads, signal, progress, activationsMs } = layer;
  const started = performance.now();
  const descriptor = describeRun(layer);
  const keeper = layer.store
    ? await keepInDatabase(layer.store, { descriptor, samples: dataset.samples, concepts: dataset.concepts, index })
    : keepInMemory();
  let storeMs = performance.now() - started;
  const already = units.filter((unit) => keeper.doneUnits.has(unit)).length;
  try {
    const explaining = progress('explain', 'units');
    const { store: waited, ...stages } = await explainLayer(
      { index, concepts: dataset.concepts, activationsPath: activations.path, zeros: activations.zeros, units, config },
      keeper,
      { threads, signal, onProgress: explaining.update },
    );
    explaining.end(already > 0 ? `${already} of ${units.length} units were stored already` : undefined);
    const finishing = performance.now();
    const timings = { activations: activationsMs, ...stages };
    const total = activationsMs + finishing - started;
    await keeper.complete({
      predictions: activations.predictions,
      timingsMs: { ...timings, index: layer.indexMs, write: storeMs + waited, total },
      signal,
      progress,
    });
    const ended = performance.now();
    storeMs += waited + ended - finishing;
    const measured = await measure(layer, keeper);
    return {
      layer: activations.layer,
      runId: keeper.runId,
      units,
      timingsMs: { ...timings, store: storeMs, total: activationsMs + ended - started, ...measured },
      zeros: layerZeros(activations.zeros, config.offShare),
      layerImportance: await keeper.measurements.readLayerImportance(),
      readUnits: () => keeper.readUnits(units),
    };
  } catch (error) {
    throw await failed(keeper, error);
  } finally {
    await keeper.release().catch(() => undefined);
  }
}

/** What needs the model again: after the explanations are whole, and never part of their identity. */
async function measure(layer: ReadyLayer, keeper: RunKeeper): Promise<MeasureTimings> {
  const { measures, from, units, activations } = layer;
  if (!measures || !('modelPath' in from)) return {};
  const layerUnits = [...new Set([...keeper.doneUnits, ...units])].sort((a, b) => a - b);
  return measureVersion({
    ...{ ...layer, ...from, measures, layerUnits, layer: activations.layer },
    ...{ keeper: keeper.measurements, activationsPath: activations.path },
    readUnits: (some) => keeper.readUnits(some),
  });
}

/** The first failure is the one to report; the database may be what failed. */
async function failed(keeper: RunKeeper, error: unknown): Promise<unknown> {
  await keeper.fail(error).catch(() => undefined);
  return error;
}

function unitsOf(
  { path, layer, unitCount, sampleCount }: ReadyActivations,
  { dataset, chooseUnits }: ExplainVersionOptions,
): number[] {
  if (sampleCount !== dataset.samples.length) {
    throw new StrataError(
      'BAD_SHAPE',
      `${path}: expected ${dataset.samples.length} samples as in ${dataset.root}, found ${sampleCount}. ` +
        'Record the activations on this dataset, in its order.',
      { context: { file: path } },
    );
  }
  return chooseUnits?.(unitCount, layer) ?? Array.from({ length: unitCount }, (_, unit) => unit);
}
