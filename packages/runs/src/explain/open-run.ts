import { type ExplainTimings, explainLayer, gradeLayer } from '@strata/compute';
import { type ClassEstimates, type RunTimings, readPreviousRun, type Store } from '@strata/db';
import { numberGroups } from '@strata/probe';
import { keepHitsIfPossible } from '../kept/keep-if-possible.ts';
import { noProgress, type StartProgress } from '../progress.ts';
import { keepChanges } from './changes/keep-changes.ts';
import { type DescribedInputs, describeRun } from './describe-run.ts';
import type { MeasurementKeeper } from './measurements/measurement-keeper.ts';
import { gatherMissingEvidence } from './measurements/missing-evidence.ts';
import type { PublishedRange } from './published-shares.ts';
import type { ReportedUnit } from './reported-unit.ts';
import { keepInDatabase, keepInMemory } from './run-keeper.ts';
import { boundsOf } from './stored-rule.ts';

export interface RunInputs extends DescribedInputs {
  /** Null keeps nothing in a database. */
  readonly store: Store | null;
  /** Whether other processes work on the run as well: workers share runs. Default false. */
  readonly shared?: boolean | undefined;
  /** Folder with the cache, where the hits of a stored run of a trained version are kept for scoring formulas. Default not kept. */
  readonly home?: string | undefined;
}

export interface ExplainUnitsOptions {
  /** Default 1. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with the units done, those of an earlier process included. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface FinishOptions {
  readonly timingsMs: RunTimings;
  readonly signal?: AbortSignal | undefined;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/** A run that this process works on, alone or with others; held until it is closed. */
export interface OpenedRun {
  /** Null without a store. */
  readonly runId: number | null;
  /** Units that were there when it was opened. */
  readonly doneUnits: ReadonlySet<number>;
  /** Units that are still to be explained when it was opened. */
  readonly unitsLeft: readonly number[];
  /** Explains units and keeps them, block by block; those that were there are left alone. */
  explain(units: readonly number[], options?: ExplainUnitsOptions): Promise<ExplainTimings>;
  /**
   * Completes the run once all units are there: evidence that is missing, grades, predictions, thumbnails, concept masks,
   * status, specialization; then its hits, for scoring formulas, and what has become of its ranges since the version before.
   */
  finish(options: FinishOptions): Promise<void>;
  /** Marks the run stopped or failed; what was written stays. */
  fail(error: unknown): Promise<void>;
  readUnits(units: readonly number[]): AsyncGenerator<ReportedUnit>;
  /** What the run's classes say, over all its units. */
  readClasses(): Promise<ClassEstimates>;
  /** The same by the published code's rule; none where nothing is untrained. */
  readPublished(): Promise<readonly PublishedRange[]>;
  /** Where what is measured beyond the explanations goes. */
  readonly measurements: MeasurementKeeper;
  /** Lets other processes have the run. Safe to repeat. */
  close(): Promise<void>;
}

/**
 * Finds or creates the run of a layer that is ready, and holds it for this process: what the command, workers and the
 * demo compute goes through here.
 * @throws StrataError STORE_CONFLICT when stored inputs contradict these, or another process computes the run
 * @throws StoreError when the database refuses
 */
export async function openRun(inputs: RunInputs): Promise<OpenedRun> {
  const { store, dataset, index, config, activations, units, shared } = inputs;
  const { samples, concepts } = dataset;
  const keeper = store
    ? await keepInDatabase(store, { descriptor: describeRun(inputs), samples, concepts, index, shared })
    : keepInMemory();
  const groups = numberGroups(samples)?.numbers ?? null;
  const { path: activationsPath, zeros } = activations;
  return {
    runId: keeper.runId,
    doneUnits: keeper.doneUnits,
    unitsLeft: units.filter((unit) => !keeper.doneUnits.has(unit)),
    explain: (some, { threads = 1, signal, onProgress } = {}) =>
      explainLayer({ index, concepts, activationsPath, zeros, groups, units: some, config }, keeper, {
        threads,
        signal,
        onProgress,
      }),
    finish: async ({ timingsMs, signal, progress = noProgress }) => {
      const { runId } = keeper;
      if (store && runId !== null && config.evidence) {
        const { evidence } = config;
        const gathering = { runId, index, concepts, config, evidence, groups, gradeLayer, signal };
        await gatherMissingEvidence(store, { ...gathering, activationsPath, progress });
      }
      await keeper.complete({ predictions: activations.predictions, timingsMs, signal, progress });
      if (!store || runId === null) return;
      // Nobody looks for what an untrained network knows; whoever does has its hits counted then.
      if (inputs.home !== undefined && !inputs.isBaseline) {
        const { unitCount } = activations;
        const keeping = { runId, index, concepts, activationsPath, unitCount, groups, home: inputs.home };
        await keepHitsIfPossible(store, { ...keeping, signal, progress });
      }
      const fromRunId = await readPreviousRun(store, runId);
      if (fromRunId === null) return;
      const { upsampling } = config;
      const shared = { runId, fromRunId, index, concepts, activationsPath, upsampling, config: boundsOf(config) };
      await keepChanges(store, { ...shared, signal, progress });
    },
    fail: (error) => keeper.fail(error),
    readUnits: (some) => keeper.readUnits(some),
    readClasses: () => keeper.readClasses(),
    readPublished: () => keeper.readPublished(),
    measurements: keeper.measurements,
    close: () => keeper.release(),
  };
}
