export { readActivationsNote } from './activations/activation-cache.ts';
export { hashFile } from './activations/hash-file.ts';
export { openActivations } from './activations/npy-source.ts';
export { type RecordedActivations, type RecordOptions, recordActivations } from './activations/record-activations.ts';
export type { ActivationSource } from './activations/source.ts';
export { type Graded, gradeLayer, type UngradedEvidence } from './grades/grade-layer.ts';
export type { ImportanceSink, RangeImportance, UnitImportance } from './importance/importance-sink.ts';
export {
  type ImportanceInputs,
  type ImportanceOptions,
  measureImportance,
  type RangedUnit,
} from './importance/measure-importance.ts';
export type { MaskedExplanation, MaskingScore, MaskingSink } from './masking/masking-sink.ts';
export { type MaskingInputs, type MaskingOptions, measureMasking } from './masking/measure-masking.ts';
export type { RangeMetrics } from './metrics/range-metrics.ts';
export { DEFAULT_EVIDENCE, type EvidenceConfig, P_VALUE_SEARCHES } from './nulls/evidence-plan.ts';
export type { RangeEvidence } from './nulls/gather-evidence.ts';
export {
  type ComparedRange,
  type CompareOptions,
  compareStrategies,
  type StrategyFinding,
} from './pipeline/compare-strategies.ts';
export { DEFAULT_CONFIG, type ExplainConfig } from './pipeline/config.ts';
export type { ExplanationSink } from './pipeline/sink.ts';
export { ungradedEvidence } from './pipeline/ungraded-evidence.ts';
export type { RangeExplanation, RangeResult, RangeSample, StageTimings, UnitResult } from './pipeline/unit-result.ts';
export { type ExplainInputs, type ExplainOptions, type ExplainTimings, explainLayer } from './pipeline.ts';
export type { ActivationRange, BoundsRule } from './ranges/activation-range.ts';
export { type StoredBounds, storedRange } from './ranges/stored-range.ts';
export { conceptTables } from './search/concept-tables.ts';
export { GRAMMARS, type Grammar } from './search/grammar.ts';
export { checkSearch } from './search/range-search.ts';
export { defaultSearch, SEARCH_STRATEGIES, type SearchStrategy } from './search/strategy.ts';
export { type Classified, type Classifier, classifier } from './specialization/classify.ts';
export {
  type BaselineFormula,
  type DefaultFormula,
  type DefaultFormulaOptions,
  defaultFormulas,
} from './specialization/default-formulas.ts';
export { type Finding, type Findings, findingsOf } from './specialization/findings.ts';
export {
  type BootstrapShare,
  type ClassifiedUnit,
  type Progression,
  type ProgressionOptions,
  type RangeProgress,
  specializationByRange,
} from './specialization/progression.ts';
