// First: what is computed before it may be wrong.
import './engine.ts';

export { UPSAMPLINGS, type Upsampling } from '@strata/kernels';
export { ACTIVATIONS_IN_CACHE } from './activations/activation-cache.ts';
export { countZeros, type ZeroCount } from './activations/count-zeros.ts';
export { activationsShape, openActivations } from './activations/npy-source.ts';
export { type RecordedActivations, type RecordOptions, recordActivations } from './activations/record-activations.ts';
export type { ActivationSource } from './activations/source.ts';
export { UNPACKED_IN_CACHE, type UnpackOptions, unpackActivations } from './activations/unpack-activations.ts';
export { type ConceptProfile, conceptProfiles, landmarksOf } from './atlas/landmarks.ts';
export { ATLAS_METHOD, layOut } from './atlas/lay-out.ts';
export { type Neighbourhoods, neighbourhoods } from './atlas/neighbourhoods.ts';
export { type AtlasFrame, placer } from './atlas/place-profiles.ts';
export { openProfile } from './atlas/profile.ts';
export {
  type ChangeInputs,
  type ChangeOptions,
  type ChangeQuestion,
  measureChanges,
  type RangeChange,
  type UnitChanges,
  type UnitQuestions,
} from './change/measure-changes.ts';
export { type MetRange, meetRanges } from './change/meet-ranges.ts';
export { findClassRanges } from './classes/class-ranges.ts';
export { type ClassRange, judgeClasses, type OwnRange } from './classes/judge-classes.ts';
export { bitAt, packBits } from './errors/bits.ts';
export type { CauseImage, CauseInputs } from './errors/causes/cause-inputs.ts';
export { chooseRanges } from './errors/causes/choose-ranges.ts';
export { type CauseOptions, findCauses } from './errors/causes/find-causes.ts';
export type { InterventionOutcomes, RunOutcomes } from './errors/causes/intervene.ts';
export { type ErrorRange, judgeCauses } from './errors/causes/judge-causes.ts';
export { outputsWithout } from './errors/causes/outputs-without.ts';
export { type CollectProblem, NEW_IMAGES } from './errors/collect/collect-problem.ts';
export {
  type FindPairsOptions,
  findPairsToCollect,
  type PairsToCollect,
  type PairToCollect,
} from './errors/collect/find-pairs.ts';
export { imageFeatures } from './errors/collect/image-features.ts';
export { addImages, fitReadout, noSums, type ReadoutImages, readOut } from './errors/collect/readout.ts';
export { type ChosenColumns, chooseColumns } from './errors/edits/choose-columns.ts';
export { type EditInputs, editConcepts } from './errors/edits/edit-concepts.ts';
export { type EditedConcept, type EditOutcome, judgeEdits } from './errors/edits/judge-edits.ts';
export {
  type ErrorSlice,
  type ErrorSliceOptions,
  type ErrorSlices,
  findErrorSlices,
  SLICE_ERRORS_MIN,
  SLICE_P_MAX,
} from './errors/find-error-slices.ts';
export { groupUnits } from './errors/group-units.ts';
export { COARSE_SHARES, conceptPixels, type ImageColumn, imageColumns } from './errors/image-columns.ts';
export { openSliceSearch } from './errors/search-slices.ts';
export { searchedColumns } from './errors/searched-columns.ts';
export { formulasOfLength } from './errors/slice-objective.ts';
export { type SliceProblem, selectedMin } from './errors/slice-problem.ts';
export { type Graded, gradeLayer, type UngradedEvidence } from './grades/grade-layer.ts';
export { IMAGES_IN_CACHE } from './hits/images-in-cache.ts';
export type { ImportanceSink, RangeImportance, UnitImportance } from './importance/importance-sink.ts';
export {
  type ImportanceInputs,
  type ImportanceOptions,
  measureImportance,
  type RangedUnit,
} from './importance/measure-importance.ts';
export { HITS_IN_CACHE } from './kept/hits-in-cache.ts';
export { type KeptUnit, keepHits } from './kept/keep-hits.ts';
export type { MaskedExplanation, MaskingScore, MaskingSink } from './masking/masking-sink.ts';
export { type MaskingInputs, type MaskingOptions, measureMasking } from './masking/measure-masking.ts';
export type { RangeMetrics } from './metrics/range-metrics.ts';
export { checkSanity, type LabelledBitmap, type SanityOutcome } from './metrics/sanity-checks.ts';
export { DEFAULT_EVIDENCE, type EvidenceConfig, P_VALUE_SEARCHES } from './nulls/evidence-plan.ts';
export type { FoldChanges } from './nulls/fold-changes.ts';
export type { RangeEvidence } from './nulls/gather-evidence.ts';
export {
  type ComparedRange,
  type CompareOptions,
  compareStrategies,
  type StrategyFinding,
} from './pipeline/compare-strategies.ts';
export { DEFAULT_CONFIG, type ExplainConfig } from './pipeline/config.ts';
export type { ExplainInputs } from './pipeline/explain-inputs.ts';
export type { ExplanationSink } from './pipeline/sink.ts';
export {
  type EvidenceSink,
  type ExplainedUnit,
  type GatheredEvidence,
  gatherStoredEvidence,
} from './pipeline/stored-evidence.ts';
export { type FoundProfile, findStoredProfiles } from './pipeline/stored-profiles.ts';
export { ungradedEvidence } from './pipeline/ungraded-evidence.ts';
export type { RangeExplanation, RangeResult, RangeSample, StageTimings, UnitResult } from './pipeline/unit-result.ts';
export { type ExplainOptions, type ExplainTimings, explainLayer } from './pipeline.ts';
export {
  type ActivationRange,
  type BoundsRule,
  CLUSTER_BOUNDS,
  type ClusterBounds,
  openRange,
  type UnitCells,
} from './ranges/activation-range.ts';
export type { RangeQuantiles } from './ranges/place-range.ts';
export { type StoredBounds, type StoredRule, storedRange } from './ranges/stored-range.ts';
export { OFF_SHARE, zerosAreOff } from './ranges/zero-rule.ts';
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
export { type PublishedRuleOptions, publishedClassifier } from './specialization/published-rule.ts';
export {
  type FindingRepeater,
  openRepeater,
  type SpecificationCount,
  type SpecificationInputs,
} from './specifications/repeat-findings.ts';
