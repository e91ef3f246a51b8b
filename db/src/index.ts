export { goodbye } from './embedded/goodbye.ts';
export { ROLES, type Role } from './schema/api-key.ts';
export { classPoint } from './schema/class-point.ts';
export { cluster } from './schema/cluster.ts';
export { clusterSample } from './schema/cluster-sample.ts';
export { concept } from './schema/concept.ts';
export { conceptPoint } from './schema/concept-point.ts';
export { defaultFormula } from './schema/default-formula.ts';
export { explanation } from './schema/explanation.ts';
export { formula } from './schema/formula.ts';
export { formulaConcept } from './schema/formula-concept.ts';
export { GATE_OUTCOMES, type GateOutcome } from './schema/gate-run.ts';
export { gradePoint } from './schema/grade-point.ts';
export { layer } from './schema/layer.ts';
export { metricPoint } from './schema/metric-point.ts';
export { model } from './schema/model.ts';
export { modelVersion } from './schema/model-version.ts';
export { prediction } from './schema/prediction.ts';
export { probeDataset } from './schema/probe-dataset.ts';
export { rangeChange } from './schema/range-change.ts';
export { rangeFloor } from './schema/range-floor.ts';
export { rangeImportance } from './schema/range-importance.ts';
export { run } from './schema/run.ts';
export type { RequestStatus } from './schema/run-request.ts';
export { sample } from './schema/sample.ts';
export { sampleConcept } from './schema/sample-concept.ts';
export { unit } from './schema/unit.ts';
export { unitRun } from './schema/unit-run.ts';
export {
  type ApiKeyRow,
  createApiKey,
  findApiKey,
  listApiKeys,
  noteUse,
  revokeApiKey,
} from './store/access/api-keys.ts';
export {
  type AuditRow,
  auditEntries,
  finishAudit,
  type NewAuditEntry,
  startAudit,
  writeAudit,
} from './store/access/audit.ts';
export {
  endSessions,
  findPeople,
  listSessions,
  type SessionRow,
  type WhichSessions,
} from './store/access/end-sessions.ts';
export { findPerson, type Identity, knowPerson } from './store/access/people.ts';
export {
  beginPersonSession,
  beginSession,
  endSession,
  findSession,
  SESSION_SECONDS,
  type SessionOwner,
} from './store/access/sessions.ts';
export { beginSignIn, SIGN_IN_SECONDS, takeSignIn } from './store/access/sign-ins.ts';
export * from './store/analytics/count-explanations.ts';
export * from './store/analytics/known-concepts.ts';
export * from './store/analytics/read-distribution.ts';
export * from './store/analytics/read-unit-history.ts';
export * from './store/atlas/atlas-frames.ts';
export * from './store/atlas/placements.ts';
export * from './store/atlas/read-atlas.ts';
export { beginRun, type RunSink } from './store/begin-run.ts';
export type { StatementGate } from './store/caller-store.ts';
export { readPreviousRun } from './store/changes/previous-run.ts';
export {
  type ChangedRuns,
  type RangeChangeRecord,
  readUnitsToCompare,
  type UnitChangeRecord,
  writeRangeChanges,
} from './store/changes/range-changes.ts';
export { readRunInputs, type StoredRunInputs } from './store/changes/stored-run.ts';
export * from './store/classes/read-class-analyses.ts';
export { type ClassAnalysisRecord, writeClassAnalysis } from './store/classes/write-class-analysis.ts';
export * from './store/compare/compared-layers.ts';
export { type ComparedRangeRow, comparedRanges } from './store/compare/compared-ranges.ts';
export { type ComparedUnits, readComparedUnits } from './store/compare/compared-units.ts';
export type { MixedRuns } from './store/compare/mixed-runs.ts';
export * from './store/compare/read-comparison.ts';
export { type FormulaCount, readFormulaCounts } from './store/compare/read-formula-counts.ts';
export {
  type PairedUnits,
  readPairedUnits,
  type UnitMean,
  type UnitsChanged,
} from './store/compare/read-paired-units.ts';
export { readSharesUnits } from './store/compare/shares-units.ts';
export { type ConceptMask, samplesWithoutConceptMasks, writeConceptMasks } from './store/concept-masks.ts';
export * from './store/errors/read-cause-runs.ts';
export * from './store/errors/read-collections.ts';
export * from './store/errors/read-error-analyses.ts';
export * from './store/errors/read-error-interventions.ts';
export * from './store/errors/read-predicted.ts';
export { type CollectionRecord, writeCollection } from './store/errors/write-collection.ts';
export {
  type ErrorAnalysisRecord,
  type ErrorEditRecord,
  type ErrorRangeRecord,
  writeErrorAnalysis,
} from './store/errors/write-error-analysis.ts';
export {
  evidenceOf,
  type StoredEvidence,
  shuffledSampleCoverageOf,
  ungradedOf,
} from './store/evidence/evidence-columns.ts';
export { type EvidenceSettings, evidenceSettingsOf } from './store/evidence/evidence-settings.ts';
export type { LayerGrader } from './store/evidence/grade-run.ts';
export type {
  Cell,
  ColumnKind,
  ExportColumn,
  ExportColumns,
  ExportTable,
  RowOf,
  RunNames,
} from './store/exports/export-table.ts';
export * from './store/exports/read-table.ts';
export { exportedComparison } from './store/exports/tables/comparison.ts';
export { type ExportConcept, exportedConcepts, exportedTerms } from './store/exports/tables/concepts.ts';
export { type ExportExplanation, exportedExplanations } from './store/exports/tables/explanations.ts';
export { type ExportImage, exportedImages } from './store/exports/tables/images.ts';
export { type ExportRun, exportedRuns, type RunsAsked } from './store/exports/tables/runs.ts';
export { type ExportUnit, exportedUnits } from './store/exports/tables/units.ts';
export { exportedVersions } from './store/exports/tables/versions.ts';
export {
  type DescribedFeed,
  type DescribedPreprocessing,
  type FeedRow,
  feedRow,
  preprocessingOf,
} from './store/feed.ts';
export type * from './store/filters/filter-types.ts';
export { failRun, type RunSummary, type RunTimings } from './store/finish-run.ts';
export * from './store/gate/gate-causes.ts';
export { type GateLayer, type GateLayers, readGateLayers } from './store/gate/gate-layers.ts';
export * from './store/gate/gate-runs.ts';
export * from './store/gate/gate-values.ts';
export { readStoredEstimate, type StoredEstimate } from './store/gate/stored-estimates.ts';
export * from './store/lists/child-lists.ts';
export type { Keyset, KeysetPage } from './store/lists/keyset.ts';
export type { ChildList, Direction, List, OrderBy, SortValue } from './store/lists/list.ts';
export * from './store/lists/lists.ts';
export {
  type Condition,
  conditionOf,
  countRows,
  countRowsOf,
  type ListQuery,
  type PageQuery,
  readPage,
  readPages,
} from './store/lists/read-page.ts';
export type { SampleRow } from './store/lists/sample-columns.ts';
export {
  type ImportanceRecord,
  type ImportanceState,
  type LayerImportanceRecord,
  readImportanceState,
  type UnitImportanceRecord,
  writeLayerImportance,
  writeUnitImportance,
} from './store/measurements/importance.ts';
export { type ControlledCounts, importanceDifference } from './store/measurements/importance-difference.ts';
export {
  beginLabelMasking,
  type LabelMaskingSettings,
  type MaskingScoreRecord,
  writeMaskingScores,
} from './store/measurements/label-masking.ts';
export {
  beginEvidence,
  completeEvidence,
  type FoundEvidence,
  writeEvidence,
} from './store/measurements/missing-evidence.ts';
export {
  readRepeatedExplanations,
  type SpecificationsRecord,
  writeSpecifications,
} from './store/measurements/specifications.ts';
export { openReader, type Reader, type ReaderOptions } from './store/open-reader.ts';
export { type OpenStoreOptions, openStore, type Store, underMigrationLock } from './store/open-store.ts';
export { openWorkStore, type WorkStore } from './store/open-work-store.ts';
export { withOwnNames } from './store/read/own-names.ts';
export {
  type ClassEstimates,
  type RangeShares,
  type RiseRow,
  readClassEstimates,
  readRises,
} from './store/read/read-class-estimates.ts';
export {
  type Estimated,
  type ExcessRise,
  excessRises,
  isSpecialized,
  type MeasuredExcess,
  missingSeeds,
  type RangeExcess,
  type RunExcess,
  readExcess,
} from './store/read/read-excess.ts';
export { type ExcessChange, type ExcessChangeKey, readExcessChanges } from './store/read/read-excess-change.ts';
export {
  type ConceptUseRow,
  type DefaultFormulaRow,
  readConceptUses,
  readDefaultFormulasOf,
} from './store/read/read-formulas.ts';
export { readLightFacts, type VersionLightFacts } from './store/read/read-light-facts.ts';
export { type OutputName, readOutputNames } from './store/read/read-output-names.ts';
export { type RangeImportanceRow, readRangeImportance } from './store/read/read-range-importance.ts';
export { readRows } from './store/read/read-rows.ts';
export {
  type ClusterSampleRow,
  type ConceptMaskRow,
  type PicturedNeighbours,
  type PredictionRow,
  readClusterSamples,
  readConceptMasks,
  readPicturedNeighbours,
  readPredictions,
  readSampleMasks,
  readSamplesByIndex,
  type SampleMaskRow,
} from './store/read/read-samples.ts';
export { readShownRuns, type ShownRun, type ShownRunsOf } from './store/read/read-shown-runs.ts';
export * from './store/read/read-trend.ts';
export * from './store/read/read-units.ts';
export * from './store/read/read-versions.ts';
export { type ReadFailure, readFailureOf } from './store/read-failure.ts';
export { readConceptMask, readDrawnRange, readMasks, readSheet, readThumbnail } from './store/read-media.ts';
export {
  readRunUnits,
  type StoredExplanation,
  type StoredImportance,
  type StoredMetrics,
  type StoredRange,
  type StoredUnit,
} from './store/read-run.ts';
export { type RangeSummary, readRunSummary } from './store/read-run-summary.ts';
export {
  agreementsOf,
  countsOf,
  estimateOf,
  type ReviewAgreement,
  type ReviewEstimate,
} from './store/reviews/agreement.ts';
export { type DescribedReview, describeReviews } from './store/reviews/describe-reviews.ts';
export { type JudgedRow, readJudged } from './store/reviews/read-judged.ts';
export { readVerdicts, type VerdictRow } from './store/reviews/read-verdicts.ts';
export { type QueuedRow, reviewQueueOf } from './store/reviews/review-queue.ts';
export { type ReviewSight, reviews, reviewsOfExplanation } from './store/reviews/reviews.ts';
export { type NewReview, type ReviewRow, type WrittenReview, writeReview } from './store/reviews/write-review.ts';
export type { Metric } from './store/rollups/metric-columns.ts';
export type { RunDescriptor } from './store/run-descriptor.ts';
export { type FedLayer, knownFeed } from './store/runs/known-feed.ts';
export { listenForRunEvents, type RunEventListener } from './store/runs/listen-run-events.ts';
export { lastRunEventId, type RunEventRow, readRunEvents, writeRunEvent } from './store/runs/run-events.ts';
export * from './store/runs/run-requests.ts';
export { freeDeadWorkers, showPresence, type WorkerPresence } from './store/runs/worker-presence.ts';
export { classifyRuns } from './store/specialization/classify-runs.ts';
export type { ExplainedUse, NetworkUses } from './store/specialization/network-uses.ts';
export { type NetworkPair, readNetworkPair } from './store/specialization/read-network-pair.ts';
export type {
  DefaultFormulaRecord,
  FormulaClass,
  FormulaRef,
  FormulaUse,
  GradedFormulaUse,
  SpecializationRules,
} from './store/specialization/rules.ts';
export { samplesWithoutThumbnail, type Thumbnail, writeThumbnail } from './store/thumbnails.ts';
export type {
  CellsRecord,
  EvidenceRecord,
  ExplanationRecord,
  MetricsRecord,
  RangeRecord,
  RangeSampleRecord,
  SupportRecord,
  UnitRecord,
} from './store/unit-record.ts';
export { findModel, findVersion } from './store/versions/find-version.ts';
export * from './store/versions/notes.ts';
export * from './store/versions/tags.ts';
export { type Predictions, writePredictions } from './store/write-predictions.ts';
export { sameZeroRule, type ZeroRule, zeroRuleRemedy, zeroRuleText } from './store/zero-rule.ts';
