export {
  type Addressed,
  type AllowedHosts,
  isLoopback,
  isOwnAddress,
  readAllowedHosts,
} from './address/own-address.ts';
export {
  CHANGE_RULES,
  CHANGES,
  type Change,
  type ChangeCounts,
  changeOf,
  MEANING_CHANGES,
  type PixelOverlap,
} from './change/change.ts';
export { type BeyondShuffled, UNIT_KEPT_MIN, unitChanged } from './change/unit-change.ts';
export { DatasetError } from './errors/dataset-error.ts';
export {
  FORMULA_PROBLEMS,
  type FormulaProblem,
  FormulaSyntaxError,
} from './errors/formula-syntax-error.ts';
export { ModelLoadError } from './errors/model-load-error.ts';
export { ShapeError } from './errors/shape-error.ts';
export { StoreError } from './errors/store-error.ts';
export { type ErrorCode, type ErrorContext, StrataError, type StrataErrorOptions } from './errors/strata-error.ts';
export { type Box, type Fitted, fitImage, type Size, seesWhole } from './fitting/fit-image.ts';
export {
  CROP_RULES,
  type CropRule,
  parseResize,
  RESIZE_FILTERS,
  type ResizeFilter,
  type ResizeWay,
  resizeText,
} from './fitting/resize-way.ts';
export { seenBox, seenMaskSize, seenPlaces } from './fitting/seen-mask.ts';
export {
  and,
  type BinaryFormula,
  type ConceptFormula,
  concept,
  type Formula,
  type NotFormula,
  not,
  or,
} from './formula/ast.ts';
export { canonicalFormula, formulaKey } from './formula/canonical.ts';
export { type ConceptUse, conceptsOf, evaluateFormula, formulaLength } from './formula/inspect.ts';
export { type FormulaOperator, formulaToLeftDeep, type LeftDeepTerm, leftDeepToFormula } from './formula/left-deep.ts';
export { nearestNames } from './formula/nearest-names.ts';
export { PATTERN_CONCEPTS_MAX, parseAskedFormula, parseFormula, parsePattern } from './formula/parse.ts';
export { type AnyConcept, anyConcept, type FormulaPattern } from './formula/pattern.ts';
export { printFormula } from './formula/print.ts';
export { renameConcepts } from './formula/rename-concepts.ts';
export { GRADE_RULES, GRADES, type Grade, type GradedEvidence, gradeOf, timesShuffledOf } from './grade/grade.ts';
export { IMAGE_HEAD_BYTES, type ImageFormat, imageFormatOf } from './image-format.ts';
export {
  type AreaBox,
  type ExplainedRange,
  type ImageAnswer,
  type ImageOfRange,
  type ImageQuestion,
  type ImageRange,
  type KeptAnswer,
  type KeptQuestion,
  type KeptRun,
  RANGE_IMAGES,
  type RangeImages,
  type RangeImagesAnswer,
  type RangeImagesQuestion,
  type RangeMasksAnswer,
  type RangeMasksQuestion,
  type ScoreAnswer,
  type ScoredRange,
  type ScoreQuestion,
  type UnknownConcept,
} from './kept/kept-questions.ts';
export {
  type LayerFacts,
  LIGHT_REASONS,
  LIGHTS,
  type Light,
  type LightColor,
  type LightFacts,
  type LightReason,
  lightOf,
} from './light/light.ts';
export { NPY_HEADER_BYTES_MAX, type NpyHeader, readNpyHeader } from './npy/npy-header.ts';
export { npyHeader } from './npy/write-npy-header.ts';
export { type Literal, literalsByLevel } from './pattern/levels.ts';
export { containsPattern, matchesPattern } from './pattern/matches-pattern.ts';
export { TRUTH_CONCEPTS_MAX, truthKey } from './pattern/truth-key.ts';
export { wildcardFree } from './pattern/wildcards.ts';
export {
  formulaPhrase,
  formulaWords,
  PHRASE_LANGUAGES,
  type PhraseLanguage,
  type PhraseOptions,
} from './phrase/formula-words.ts';
export type { PhrasePart } from './phrase/phrase-part.ts';
export {
  DOUBT,
  ESTIMATE_JUDGED_MIN,
  JUDGEMENTS,
  type Judgement,
  judgementOf,
  REVIEW_VERDICTS,
  type ReviewVerdict,
  type VerdictCounts,
} from './review/review.ts';
export { SENTENCES, type Sentence } from './sentences/sentences.ts';
export { plainLine } from './text/plain-line.ts';
export {
  CATEGORIES,
  type Category,
  CLASS_ROLES,
  type ClassRole,
  COLLECT_EXAMPLES,
  COLLECT_KINDS,
  COLLECT_VERDICTS,
  COMPUTED_KINDS,
  CONCEPT_EDITS,
  type CollectExample,
  type CollectKind,
  type CollectVerdict,
  type ComputedKind,
  type ConceptEdit,
  EDIT_DIRECTIONS,
  type EditDirection,
  ERROR_ROLES,
  type ErrorRole,
  GROUNDINGS,
  type Grounding,
  INTERVENTIONS,
  type Intervention,
  RANGE_OUTCOMES,
  type RangeOutcome,
  SLICE_VERDICTS,
  type SliceVerdict,
  SPECIALIZATIONS,
  type Specialization,
  UNIT_OUTCOMES,
  type UnitOutcome,
  weakestGrounding,
} from './vocabulary.ts';
