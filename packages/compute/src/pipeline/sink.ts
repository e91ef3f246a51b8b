import type { UnitResult } from './unit-result.ts';

/** Where results go. The pipeline awaits every call, so that a slow sink slows the pipeline instead of filling memory. */
export interface ExplanationSink {
  /** Units that are there already, from an earlier interrupted run with the same inputs and configuration. */
  readonly doneUnits: ReadonlySet<number>;
  /** Keeps a unit's result, whole or not at all. */
  writeUnit(result: UnitResult): Promise<void>;
}
