/**
 * Explaining versions of models, for programs. The way through it, with an example that runs, is in this package's README.
 */
export { DEFAULT_CONFIG, type ExplainConfig } from '@strata/compute';
export { openStore, type Store } from '@strata/db';
export { type Preprocessing, readPreprocessing } from '@strata/onnx';
export {
  type ExplainClassesOptions,
  type ExplainedClasses,
  explainClasses,
  type StoredClassRange,
} from './classes/explain-classes.ts';
export {
  type CollectDataOptions,
  type CollectedData,
  collectData,
  type NamedPair,
} from './errors/collect/collect-data.ts';
export type { NamedEdit } from './errors/edit-stored.ts';
export { type FindErrorsOptions, type FoundErrors, findErrors, type WordedSlice } from './errors/find-errors.ts';
export type { StoredErrorRange } from './errors/find-stored-causes.ts';
export { type PatchedVersion, type PatchVersionOptions, patchNote, patchVersion } from './errors/patch-version.ts';
export type { ActivationsFrom, ReadyActivations } from './explain/activations-from.ts';
export { type PlaceStoredOptions, placeStored } from './explain/atlas/place-stored.ts';
export { type CompareStoredOptions, compareStored } from './explain/changes/compare-stored.ts';
export {
  type ExplainedLayer,
  type ExplainVersionOptions,
  explainVersion,
} from './explain/explain-version.ts';
export { type IndexedProbe, type IndexProbeOptions, indexProbe, openProbe } from './explain/index-probe.ts';
export { type LayerZeros, layerZeros } from './explain/layer-zeros.ts';
export type { Measures, MeasureTimings } from './explain/measurements/measure-version.ts';
export type { LayerImportance } from './explain/measurements/measurement-keeper.ts';
export {
  type ExplainUnitsOptions,
  type FinishOptions,
  type OpenedRun,
  openRun,
  type RunInputs,
} from './explain/open-run.ts';
export type { PublishedRange } from './explain/published-shares.ts';
export { type LayersRequest, type ReadyLayer, readyLayers } from './explain/ready-layers.ts';
export type { ReportedUnit } from './explain/reported-unit.ts';
export { seenCrop } from './explain/seen-crop.ts';
export type { VersionNames } from './explain/version-names.ts';
export { type ScoredVersion, type ScoreVersionOptions, scoreVersion } from './kept/score-version.ts';
export {
  type ComparedPredictions,
  type ComparePredictionsOptions,
  comparePredictions,
} from './predictions/compare-predictions.ts';
export { type HandedPrediction, readPredictions } from './predictions/read-predictions.ts';
export { type FoundFeed, type TryFeedsOptions, tryFeeds } from './predictions/try-feeds.ts';
export { noProgress, type ProgressLine, type StartProgress } from './progress.ts';
export { type FoundRecording, findRecordings } from './recordings/find-recordings.ts';
export { type WorkerOptions, work } from './worker/work.ts';
