import type { ErrorCode, ErrorContext } from '@strata/domain';
import type { CellIndex, ProbeConcept } from '@strata/probe';
import type { ExplainConfig } from '../config.ts';
import type { StageTimings, UnitResult } from '../unit-result.ts';

/** What a worker thread is started with; plain data. It opens the files itself. */
export interface WorkerSetup {
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  readonly activationsPath: string;
  /** The file of prepared images; null = prepare them from the cell maps. */
  readonly imagesPath: string | null;
  readonly config: ExplainConfig;
  /** Whether the layer's zeros stand on their own. */
  readonly zerosOff: boolean;
  /** (sample) group; null: each image is a group of its own. */
  readonly groups: Uint32Array | null;
}

/** Units to be explained together. */
export interface WorkerTask {
  readonly units: readonly number[];
}

export type WorkerAnswer =
  | { readonly kind: 'done'; readonly results: readonly UnitResult[]; readonly timings: StageTimings }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode | null;
      readonly message: string;
      readonly context: ErrorContext;
    };
