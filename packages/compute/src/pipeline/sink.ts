import type { UnitResult } from './unit-result.ts';

/** Where results go. The pipeline awaits every call, so that a slow sink slows the pipeline instead of filling memory. */
export interface ExplanationSink {
  /** Units that are there already, from an earlier interrupted run with the same inputs and configuration. */
  readonly doneUnits: ReadonlySet<number>;
  /** Keeps the results of a block of units, each whole or not at all. */
  writeUnits(results: readonly UnitResult[]): Promise<void>;
}
