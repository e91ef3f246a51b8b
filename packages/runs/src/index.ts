export {
  type ActivationsFrom,
  type ActivationsRequest,
  type ReadyActivations,
  readyActivations,
} from './explain/activations-from.ts';
export {
  type ExplainedLayer,
  type ExplainVersionOptions,
  explainVersion,
  type VersionNames,
} from './explain/explain-version.ts';
export { type IndexProbeOptions, indexProbe } from './explain/index-probe.ts';
export type { Measures, MeasureTimings } from './explain/measurements/measure-version.ts';
export type { LayerImportance } from './explain/measurements/measurement-keeper.ts';
export type { ReportedUnit } from './explain/run-keeper.ts';
export { noProgress, type ProgressLine, type StartProgress } from './progress.ts';
export { type WorkerOptions, work } from './worker/work.ts';
