import { type ExplanationSink, gradeLayer, type RangeResult, type UnitResult } from '@strata/compute';
import {
  beginRun,
  type ClassEstimates,
  classifyRuns,
  type RunDescriptor,
  type RunTimings,
  readClassEstimates,
  readRunUnits,
  type Store,
  type StoredRange,
  writePredictions,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import type { CellIndex, ProbeConcept, ProbeSample } from '@strata/probe';
import type { StartProgress } from '../progress.ts';
import { keepAtlas } from './atlas/keep-atlas.ts';
import { keepConceptMasks } from './concept-masks.ts';
import { gradeInMemory, ungradedInMemory } from './grade-in-memory.ts';
import { type MeasurementKeeper, measureInDatabase, measureInMemory } from './measurements/measurement-keeper.ts';
import { type PublishedRange, publishedShares } from './published-shares.ts';
import type { ReportedUnit } from './reported-unit.ts';
import { createSpecializationRules } from './specialization-rules.ts';
import { writeThumbnails } from './thumbnails.ts';

/** Of a dataset of so many images all get a thumbnail, so that counter-examples and neighbours can be seen; of a larger one those that are shown. */
const ALL_PICTURES_MAX = 1000;

/** How a run that got through ends. */
export interface RunCompletion {
  readonly predictions: Int32Array | null;
  readonly timingsMs: RunTimings;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

/** Where a run's results go, and how it ends. */
export interface RunKeeper extends ExplanationSink {
  readonly runId: number | null;
  complete(completion: RunCompletion): Promise<void>;
  /** Marks the run stopped or failed; what was written stays. */
  fail(error: unknown): Promise<void>;
  /** Lets other processes have the run. */
  release(): Promise<void>;
  readUnits(units: readonly number[]): AsyncGenerator<ReportedUnit>;
  /** What its classes say; none where nothing is classified. */
  readClasses(): Promise<ClassEstimates>;
  /** The same by the published code's rule; none where nothing is untrained. */
  readPublished(): Promise<readonly PublishedRange[]>;
  /** Where what is measured beyond the explanations goes. */
  readonly measurements: MeasurementKeeper;
}

/** Keeps what is reported in memory: `--no-store`. */
export function keepInMemory(): RunKeeper {
  const memory = new Map<number, ReportedUnit>();
  const nothing = async (): Promise<void> => {};
  return {
    runId: null,
    doneUnits: new Set(),
    writeUnits: async (results: readonly UnitResult[]) => {
      for (const { unit, outcome, problem, summary, cells, ranges } of results) {
        const max = cells && summary.max;
        memory.set(unit, { unit, outcome, problem, max, cells, ranges: ranges.map(reportedRange) });
      }
    },
    complete: async () => gradeInMemory(memory),
    fail: nothing,
    release: nothing,
    measurements: measureInMemory(memory),
    readClasses: async () => ({ ranges: [], rise: null, excess: null }),
    readPublished: async () => [],
    readUnits: async function* (units) {
      for (const unit of units) {
        const result = memory.get(unit);
        if (result) yield result;
      }
    },
  };
}

/** Nothing says here what an untrained version does, so nothing is classified. */
function reportedRange({ samples: _, profile: __, explanation, ...range }: RangeResult): StoredRange {
  const unmeasured = {
    labelMasking: null,
    labelMaskingSamples: null,
    labelMaskingStrength: null,
    labelMaskingFloor: null,
  };
  const evidence = explanation && ungradedInMemory(explanation);
  return {
    ...range,
    importance: null,
    explanation: explanation && {
      ...explanation,
      specialization: null,
      specifications: null,
      evidence,
      metrics: { ...explanation.metrics, ...unmeasured },
    },
  };
}

interface DatabaseRun {
  readonly descriptor: RunDescriptor;
  readonly samples: readonly ProbeSample[];
  /** By their position in the index. */
  readonly concepts: readonly ProbeConcept[];
  readonly index: CellIndex;
  /** Whether other processes work on the run as well. Default false. */
  readonly shared?: boolean | undefined;
}

/** Keeps the run in the database, with predictions, the thumbnails and concept masks of the samples it shows, and specialization. */
export async function keepInDatabase(
  store: Store,
  { descriptor, samples, concepts, index, shared }: DatabaseRun,
): Promise<RunKeeper & { readonly runId: number }> {
  const sink = await beginRun(store, descriptor, { shared });
  const { runId } = sink;
  let complete = sink.alreadyComplete;
  return {
    runId,
    doneUnits: sink.doneUnits,
    writeUnits: (results) => sink.writeUnits(results),
    complete: async ({ predictions, timingsMs, signal, progress }) => {
      if (predictions) await writePredictions(store, { runId, classIndices: predictions });
      const of = samples.length <= ALL_PICTURES_MAX ? { allOf: runId } : runId;
      await writeThumbnails(store, { of, samples, signal, progress });
      await keepConceptMasks(store, { runId, index, concepts, signal, progress });
      const peakRssBytes = process.resourceUsage().maxRSS * 1024;
      if (!complete) await sink.finish({ timingsMs, peakRssBytes, gradeLayer });
      complete = true;
      // Also for a run that was complete: an earlier process may have ended before this.
      await classifyRuns(store, { runId, rules: createSpecializationRules() });
      await keepAtlas(store, { runId, index, concepts, signal });
    },
    fail: async (error) => {
      if (complete) return;
      const interrupted = error instanceof StrataError && error.code === 'INTERRUPTED';
      await sink.fail(error instanceof Error ? error.message : String(error), interrupted);
    },
    release: () => sink.release(),
    measurements: measureInDatabase(store, runId),
    readUnits: (units) => readRunUnits(store, { runId, units }),
    readClasses: () => readClassEstimates(store, runId),
    readPublished: () => publishedShares(store, runId),
  };
}
