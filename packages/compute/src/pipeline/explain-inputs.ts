import type { CellIndex, ProbeConcept } from '@strata/probe';
import type { ZeroCount } from '../activations/count-zeros.ts';
import type { ExplainConfig } from './config.ts';

/** What the units of a layer are explained from. */
export interface ExplainInputs {
  readonly index: CellIndex;
  readonly concepts: readonly ProbeConcept[];
  /** A `.npy` file (unit, sample, height, width). */
  readonly activationsPath: string;
  readonly units: readonly number[];
  readonly config: ExplainConfig;
  /** The zeros of the whole layer, whatever units are asked for. Default counted in the file. */
  readonly zeros?: ZeroCount | undefined;
  /** (sample) the group that the image belongs to, numbered from 0. Default null: each image is a group of its own. */
  readonly groups?: Uint32Array | null;
}
