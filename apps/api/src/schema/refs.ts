import type {
  ClusterRow,
  ClusterSampleRow,
  ConceptRow,
  ConceptUseRow,
  DefaultFormulaRow,
  ExplanationRow,
  FormulaRow,
  LayerRow,
  ModelRow,
  ModelVersionRow,
  PredictionRow,
  ProbeDatasetRow,
  RunRequestRow,
  RunRow,
  SampleMaskRow,
  SampleRow,
  UnitRow,
} from '@strata/db';
import { builder } from './builder.ts';

/*
 * The object types with the rows that stand behind them. They refer to each other in circles, so their names come first
 * and each one's fields follow in a file of its own.
 */
export const Model = builder.objectRef<ModelRow>('Model');
export const ModelVersion = builder.objectRef<ModelVersionRow>('ModelVersion');
export const Layer = builder.objectRef<LayerRow>('Layer');
export const Unit = builder.objectRef<UnitRow>('Unit');
export const Cluster = builder.objectRef<ClusterRow>('Cluster');
export const ClusterSample = builder.objectRef<ClusterSampleRow>('ClusterSample');
export const ConceptMask = builder.objectRef<SampleMaskRow>('ConceptMask');
export const Sample = builder.objectRef<SampleRow>('Sample');
export const Prediction = builder.objectRef<PredictionRow>('Prediction');
export const Explanation = builder.objectRef<ExplanationRow>('Explanation');
export const Formula = builder.objectRef<FormulaRow>('Formula');
export const ConceptUse = builder.objectRef<ConceptUseRow>('ConceptUse');
export const DefaultFormula = builder.objectRef<DefaultFormulaRow>('DefaultFormula');
export const Concept = builder.objectRef<ConceptRow>('Concept');
/** What a concept is called in a language. */
export const ConceptName = builder.objectRef<{ readonly language: string; readonly name: string }>('ConceptName');
export const ProbeDataset = builder.objectRef<ProbeDatasetRow>('ProbeDataset');
export const Run = builder.objectRef<RunRow>('Run');
export const RunRequest = builder.objectRef<RunRequestRow>('RunRequest');
