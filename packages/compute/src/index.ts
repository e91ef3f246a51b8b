export { hashFile } from './activations/hash-file.ts';
export { openActivations } from './activations/npy-source.ts';
export { type RecordedActivations, type RecordOptions, recordActivations } from './activations/record-activations.ts';
export type { ActivationSource } from './activations/source.ts';
export { DEFAULT_CONFIG, type ExplainConfig, SEARCH_STRATEGIES, type SearchStrategy } from './pipeline/config.ts';
export type { ExplanationSink } from './pipeline/sink.ts';
export type { RangeExplanation, RangeResult, RangeSample, StageTimings, UnitResult } from './pipeline/unit-result.ts';
export { type ExplainInputs, type ExplainOptions, type ExplainTimings, explainLayer } from './pipeline.ts';
export { unpackBits } from './samples/packed-bits.ts';
