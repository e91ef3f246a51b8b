import { connectionOf } from './connection.ts';
import { GateRun } from './gate-run.ts';
import {
  Concept,
  Explanation,
  Formula,
  Layer,
  Model,
  ModelVersion,
  ProbeDataset,
  Run,
  RunRequest,
  Sample,
  Unit,
} from './refs.ts';
import { VersionNote } from './version-note.ts';

export const ModelConnection = connectionOf(Model, 'models');
export const ModelVersionConnection = connectionOf(ModelVersion, 'model versions');
export const LayerConnection = connectionOf(Layer, 'layers');
export const UnitConnection = connectionOf(Unit, 'neurons');
export const ExplanationConnection = connectionOf(Explanation, 'explanations');
export const FormulaConnection = connectionOf(Formula, 'formulas');
export const ConceptConnection = connectionOf(Concept, 'concepts');
export const ProbeDatasetConnection = connectionOf(ProbeDataset, 'probe datasets');
export const RunConnection = connectionOf(Run, 'runs');
export const SampleConnection = connectionOf(Sample, 'samples');
export const RunRequestConnection = connectionOf(RunRequest, 'run requests');
export const GateRunConnection = connectionOf(GateRun, 'gate decisions');
export const VersionNoteConnection = connectionOf(VersionNote, 'notes');
