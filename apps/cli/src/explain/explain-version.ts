import { type ExplainConfig, explainLayer, type StageTimings } from '@strata/compute';
import type { Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import type { CellIndex, ProbeDataset } from '@strata/probe';
import { type ProgressLine, startProgress } from '../progress/progress.ts';
import { type ActivationsFrom, type ReadyActivations, readyActivations } from './activations-from.ts';
import { describeRun } from './describe-run.ts';
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
  readonly layer: string;
  /** Chooses units once their number is known; default all. */
  readonly chooseUnits?: ((unitCount: number) => number[]) | undefined;
  readonly config: ExplainConfig;
  readonly cacheDir: string;
  /** What building or reading the index took, to be stored with the run; default not measured. */
  readonly indexMs?: number | undefined;
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Default bars or lines on standard error. */
  readonly progress?: ((label: string, unit: string) => ProgressLine) | undefined;
}

export interface ExplainedVersion {
  /** Null without a store. */
  readonly runId: number | null;
  readonly units: readonly number[];
  /**
   * Milliseconds of what this call computed. Activations are elapsed time; ranges, hits and search are summed over threads,
   * store over the blocks of units that wait for the database at once.
   */
  readonly timingsMs: Readonly<Record<'activations' | 'store', number>> & StageTimings;
  /** What was found, unit by unit in ascending order; from the database (which must still be open) when there is one. */
  readUnits(): AsyncGenerator<ReportedUnit>;
}

/**
 * Explains one layer of one model version: its activations (recorded or handed in), then ranges and formulas unit by
 * unit, into the database with predictions and thumbnails. An interrupted run goes on where it was; a complete one is
 * found and left alone.
 * @throws StrataError from any stage; INTERRUPTED once the signal is aborted
 */
export async function explainVersion(options: ExplainVersionOptions): Promise<ExplainedVersion> {
  const { dataset, index, config, threads = 1, signal, progress = startProgress } = options;
  const started = performance.now();
  const activations = await readyActivations({ ...options, threads, progress });
  const units = unitsOf(activations, options);
  const recorded = performance.now();
  const described = describeRun({ ...options, activations, units, threads });
  const keeper = options.store
    ? await keepInDatabase(options.store, {
        descriptor: described,
        samples: dataset.samples,
        concepts: dataset.concepts,
        index,
      })
    : keepInMemory();
  let storeMs = performance.now() - recorded;
  const already = units.filter((unit) => keeper.doneUnits.has(unit)).length;
  try {
    const explaining = progress('explain', 'units');
    const { store: waited, ...stages } = await explainLayer(
      { index, concepts: dataset.concepts, activationsPath: activations.path, units, config },
      keeper,
      { threads, signal, onProgress: explaining.update },
    );
    explaining.end(already > 0 ? `${already} of ${units.length} units were stored already` : undefined);
    const finishing = performance.now();
    const timings = { activations: recorded - started, ...stages };
    await keeper.complete({
      predictions: activations.predictions,
      timingsMs: { ...timings, index: options.indexMs, write: storeMs + waited, total: finishing - started },
      signal,
      progress,
    });
    storeMs += waited + performance.now() - finishing;
    return {
      runId: keeper.runId,
      units,
      timingsMs: { ...timings, store: storeMs },
      readUnits: () => keeper.readUnits(units),
    };
  } catch (error) {
    throw await failed(keeper, error);
  } finally {
    await keeper.release().catch(() => undefined);
  }
}

/** The first failure is the one to report; the database may be what failed. */
async function failed(keeper: RunKeeper, error: unknown): Promise<unknown> {
  await keeper.fail(error).catch(() => undefined);
  return error;
}

function unitsOf(
  { path, unitCount, sampleCount }: ReadyActivations,
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
  return chooseUnits?.(unitCount) ?? Array.from({ length: unitCount }, (_, unit) => unit);
}
