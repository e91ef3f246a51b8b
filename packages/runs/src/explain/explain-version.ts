import type { StageTimings } from '@strata/compute';
import type { ClassEstimates, Store } from '@strata/db';
import type { Preprocessing } from '@strata/onnx';
import { noProgress, type StartProgress } from '../progress.ts';
import { type LayerZeros, layerZeros } from './layer-zeros.ts';
import { type Measures, type MeasureTimings, measureVersion } from './measurements/measure-version.ts';
import type { LayerImportance } from './measurements/measurement-keeper.ts';
import { repeatExplanations } from './measurements/repeat-explanations.ts';
import { type OpenedRun, openRun } from './open-run.ts';
import type { PublishedRange } from './published-shares.ts';
import { type LayersRequest, type ReadyLayer, readyLayers } from './ready-layers.ts';
import { rememberInputs } from './remember-inputs.ts';
import type { ReportedUnit } from './reported-unit.ts';
import type { VersionNames } from './version-names.ts';

export interface ExplainVersionOptions extends VersionNames, LayersRequest {
  /** An open database that gets the results; null keeps them in memory only. */
  readonly store: Store | null;
  /** What is measured through the model as well, also for a run that is complete; default nothing. */
  readonly measures?: Measures | undefined;
  /** Called with what the model predicts, (sample), before anything is explained: throwing keeps it from that. Default nothing. */
  readonly checkPredictions?: ((predictions: Int32Array | null) => Promise<void>) | undefined;
  /** Milliseconds that building or reading the index took, to be stored with the run; default not measured. */
  readonly indexMs?: number | undefined;
}

export interface ExplainedLayer {
  readonly layer: string;
  /** Null without a store. */
  readonly runId: number | null;
  readonly units: readonly number[];
  /** Of the whole layer. */
  readonly unitCount: number;
  /** How images became the model's input; null for activations handed in: not known. */
  readonly preprocessing: Preprocessing | null;
  /**
   * Milliseconds of what was computed. Activations are the elapsed time of the one pass for all layers, `total` is that of
   * the layer with it; ranges, hits, search and samples are summed over threads, store over the blocks of units that wait for the
   * database at once.
   */
  readonly timingsMs: Readonly<Record<'activations' | 'store' | 'total', number>> & StageTimings & MeasureTimings;
  /** What setting a range of all units to zero changes; empty when it was never measured. */
  readonly layerImportance: readonly LayerImportance[];
  /** The layer’s values that are exactly 0, and whether they stand on their own. */
  readonly zeros: LayerZeros;
  /** What was found, unit by unit in ascending order; from the database (which must still be open) when there is one. */
  readUnits(): AsyncGenerator<ReportedUnit>;
  /** What the run's classes say, over all its units; from the database when there is one. */
  readClasses(): Promise<ClassEstimates>;
  /** The same by the published code's rule; none where nothing is untrained. */
  readPublished(): Promise<readonly PublishedRange[]>;
}

/**
 * Explains layers of one model version: their activations (recorded in one pass, or handed in), then each layer as a run
 * of its own: ranges and formulas unit by unit, into the database with predictions and thumbnails. Yields each layer when
 * it is done; nothing is done until the first is asked for. An interrupted run goes on where it was; a complete one is
 * found and left alone.
 *
 * Activations are (unit, sample, height, width), in the model's own numbers; IoU and shares lie from 0 to 1; pixels are
 * those of the dataset's masks. `packages/runs/README.md` has an example that runs.
 * @throws StrataError of any stage: BAD_CONFIG for a search that can't be made, BAD_SHAPE for activations that are not of
 * the dataset, BAD_MODEL when the model can't be run, DISK_FULL, STORE_CONFLICT when another process computes the run or
 * the version is stored with other content
 * @throws StoreError when the database fails; the signal's reason once it is aborted. What was finished is kept.
 */
export async function* explainVersion(options: ExplainVersionOptions): AsyncGenerator<ExplainedLayer> {
  const { threads = 1, progress = noProgress } = options;
  const started = performance.now();
  const layers = await readyLayers(options);
  const activationsMs = performance.now() - started;
  const [first] = layers;
  await options.checkPredictions?.(first?.activations.predictions ?? null);
  if (options.store && first) await rememberInputs(options, first.activations.contentSha256);
  for (const ready of layers) {
    const { layer } = ready.activations;
    const step: StartProgress = (label, unit) => progress(layers.length > 1 ? `${layer}: ${label}` : label, unit);
    yield await explainReady({ ...options, ...ready, threads, activationsMs, progress: step });
  }
}

interface LayerToExplain extends ExplainVersionOptions, ReadyLayer {
  readonly threads: number;
  readonly activationsMs: number;
  readonly progress: StartProgress;
}

async function explainReady(layer: LayerToExplain): Promise<ExplainedLayer> {
  const { activations, units, threads, signal, progress, activationsMs } = layer;
  const started = performance.now();
  const run = await openRun(layer);
  let storeMs = performance.now() - started;
  const already = units.length - run.unitsLeft.length;
  try {
    const explaining = progress('explain', 'units');
    const { store: waited, ...stages } = await run.explain(units, { threads, signal, onProgress: explaining.update });
    explaining.end(already > 0 ? `${already} of ${units.length} units were stored already` : undefined);
    const finishing = performance.now();
    const timings = { activations: activationsMs, ...stages };
    const total = activationsMs + finishing - started;
    const timingsMs = { ...timings, index: layer.indexMs, write: storeMs + waited, total };
    await run.finish({ timingsMs, signal, progress });
    const ended = performance.now();
    storeMs += waited + ended - finishing;
    const measured = await measure(layer, run);
    return {
      layer: activations.layer,
      runId: run.runId,
      units,
      preprocessing: activations.preprocessing,
      timingsMs: { ...timings, store: storeMs, total: activationsMs + ended - started, ...measured },
      zeros: layerZeros(activations.zeros, layer.config.offShare),
      layerImportance: await run.measurements.readLayerImportance(),
      readUnits: () => run.readUnits(units),
      readClasses: () => run.readClasses(),
      readPublished: () => run.readPublished(),
      unitCount: activations.unitCount,
    };
  } catch (error) {
    throw await failed(run, error);
  } finally {
    await run.close().catch(() => undefined);
  }
}

/** What is measured beyond the explanations: after they are whole, and never part of their identity. */
async function measure(layer: LayerToExplain, run: OpenedRun): Promise<MeasureTimings> {
  if (!layer.measures?.specifications) return measureThroughModel(layer, run);
  const { activations, config } = layer;
  const specifications = await repeatExplanations({
    ...layer,
    keeper: run.measurements,
    activationsPath: activations.path,
    zerosOff: layerZeros(activations.zeros, config.offShare).off,
    readUnits: (some) => run.readUnits(some),
  });
  return { ...(await measureThroughModel(layer, run)), specifications };
}

async function measureThroughModel(layer: LayerToExplain, run: OpenedRun): Promise<MeasureTimings> {
  const { measures, from, units, activations } = layer;
  if (!measures || !('modelPath' in from)) return {};
  const layerUnits = [...new Set([...run.doneUnits, ...units])].sort((a, b) => a - b);
  return measureVersion({
    ...layer,
    ...from,
    measures,
    layerUnits,
    layer: activations.layer,
    keeper: run.measurements,
    activationsPath: activations.path,
    readUnits: (some) => run.readUnits(some),
  });
}

/** The first failure is the one to report; the database may be what failed. */
async function failed(run: OpenedRun, error: unknown): Promise<unknown> {
  await run.fail(error).catch(() => undefined);
  return error;
}
