import { concept, explanation, layer, modelVersion, run, sample, unit } from '../../schema/index.ts';
import type {
  ConceptWhere,
  ExplanationWhere,
  LayerWhere,
  ModelVersionWhere,
  RunWhere,
  UnitWhere,
} from '../filters/filter-types.ts';
import type { ChildList } from './list.ts';
import {
  type ConceptRow,
  concepts,
  type ExplanationRow,
  explanations,
  type LayerRow,
  layers,
  type ModelVersionRow,
  modelVersions,
  type RunRow,
  runs,
  samples,
  type UnitRow,
  units,
} from './lists.ts';
import type { SampleRow } from './sample-columns.ts';

export const versionsOfModel: ChildList<ModelVersionRow, ModelVersionWhere> = {
  ...modelVersions,
  name: 'versionsOfModel',
  parent: modelVersion.modelId,
};
export const layersOfVersion: ChildList<LayerRow, LayerWhere> = {
  ...layers,
  name: 'layersOfVersion',
  parent: layer.modelVersionId,
};
export const unitsOfLayer: ChildList<UnitRow, UnitWhere> = { ...units, name: 'unitsOfLayer', parent: unit.layerId };
export const runsOfLayer: ChildList<RunRow, RunWhere> = { ...runs, name: 'runsOfLayer', parent: run.layerId };
/** Of a layer's shown run: the parent is that run. */
export const explanationsOfRun: ChildList<ExplanationRow, ExplanationWhere> = {
  ...explanations,
  name: 'explanationsOfRun',
  parent: explanation.runId,
  only: undefined,
};
export const explanationsOfFormula: ChildList<ExplanationRow, ExplanationWhere> = {
  ...explanations,
  name: 'explanationsOfFormula',
  parent: explanation.formulaId,
};
export const conceptsOfProbe: ChildList<ConceptRow, ConceptWhere> = {
  ...concepts,
  name: 'conceptsOfProbe',
  parent: concept.probeDatasetId,
};
export const samplesOfProbe: ChildList<SampleRow, never> = {
  ...samples,
  name: 'samplesOfProbe',
  parent: sample.probeDatasetId,
};
