import { getTableColumns, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import {
  concept,
  explanation,
  formula,
  layer,
  model,
  modelVersion,
  probeDataset,
  run,
  sample,
  unit,
} from '../../schema/index.ts';
import { conceptWhere, layerWhere, modelVersionWhere, modelWhere, runWhere } from '../filters/compile-small-where.ts';
import { explanationWhere, formulaWhere, unitWhere } from '../filters/compile-where.ts';
import { explanationParts } from '../filters/explanation-parts.ts';
import { fewFormulas } from '../filters/few-formulas.ts';
import type {
  ConceptWhere,
  ExplanationWhere,
  FormulaWhere,
  LayerWhere,
  ModelVersionWhere,
  ModelWhere,
  RunWhere,
  UnitWhere,
} from '../filters/filter-types.ts';
import type { List, Order, SortValue } from './list.ts';
import { type SampleRow, sampleColumns } from './sample-columns.ts';

export type ModelRow = typeof model.$inferSelect;
export type ModelVersionRow = typeof modelVersion.$inferSelect;
export type LayerRow = typeof layer.$inferSelect;
export type UnitRow = typeof unit.$inferSelect;
export type ExplanationRow = typeof explanation.$inferSelect;
export type FormulaRow = typeof formula.$inferSelect;
export type ConceptRow = typeof concept.$inferSelect;
export type ProbeDatasetRow = typeof probeDataset.$inferSelect;
export type RunRow = typeof run.$inferSelect;

const numbers = <Row>(column: PgColumn, sortValue: (row: Row) => SortValue): Order<Row> => ({
  column,
  sortValue,
  kind: 'number',
});
const strings = <Row>(column: PgColumn, sortValue: (row: Row) => SortValue): Order<Row> => ({
  column,
  sortValue,
  kind: 'string',
});

export const models: List<ModelRow, ModelWhere> = {
  name: 'models',
  table: model,
  columns: getTableColumns(model),
  id: model.id,
  orders: {
    NAME: strings(model.name, (row) => row.name),
    CREATED_AT: strings(model.createdAt, (row) => row.createdAt),
  },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  where: (where) => modelWhere(where),
};

export const modelVersions: List<ModelVersionRow, ModelVersionWhere> = {
  name: 'modelVersions',
  table: modelVersion,
  columns: getTableColumns(modelVersion),
  id: modelVersion.id,
  orders: {
    SEQUENCE: numbers(modelVersion.sequence, (row) => row.sequence),
    LABEL: strings(modelVersion.label, (row) => row.label),
    ACCURACY: numbers(modelVersion.accuracy, (row) => row.accuracy),
    CREATED_AT: strings(modelVersion.createdAt, (row) => row.createdAt),
  },
  defaultOrder: { field: 'SEQUENCE', direction: 'ASC' },
  where: (where) => modelVersionWhere(where),
};

export const layers: List<LayerRow, LayerWhere> = {
  name: 'layers',
  table: layer,
  columns: getTableColumns(layer),
  id: layer.id,
  orders: {
    NAME: strings(layer.name, (row) => row.name),
    UNIT_COUNT: numbers(layer.unitCount, (row) => row.unitCount),
  },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  where: (where) => layerWhere(where),
};

export const units: List<UnitRow, UnitWhere> = {
  name: 'units',
  table: unit,
  columns: getTableColumns(unit),
  id: unit.id,
  orders: { UNIT_INDEX: numbers(unit.unitIndex, (row) => row.unitIndex) },
  defaultOrder: { field: 'UNIT_INDEX', direction: 'ASC' },
  where: unitWhere,
  resolvesNames: true,
};

/** The explanations of shown runs. */
export const explanations: List<ExplanationRow, ExplanationWhere> = {
  name: 'explanations',
  table: explanation,
  columns: getTableColumns(explanation),
  id: explanation.id,
  orders: {
    IOU: numbers(explanation.iou, (row) => row.iou),
    LIFT: numbers(explanation.lift, (row) => row.lift),
    TIMES_SHUFFLED: numbers(explanation.timesShuffled, (row) => row.timesShuffled),
    CLUSTER_INDEX: numbers(explanation.clusterIndex, (row) => row.clusterIndex),
    UNIT_INDEX: numbers(explanation.unitIndex, (row) => row.unitIndex),
    LENGTH: numbers(explanation.length, (row) => row.length),
  },
  defaultOrder: { field: 'IOU', direction: 'DESC' },
  where: explanationWhere,
  resolvesNames: true,
  placesFirst: true,
  partsOf: explanationParts,
  narrow: fewFormulas(sql`${explanation.formulaId}`),
  only: sql`${explanation.runId} in (select shown.current_run_id from layer shown)`,
};

export const formulas: List<FormulaRow, FormulaWhere> = {
  name: 'formulas',
  table: formula,
  columns: getTableColumns(formula),
  id: formula.id,
  orders: {
    TEXT: strings(formula.text, (row) => row.text),
    LENGTH: numbers(formula.length, (row) => row.length),
  },
  defaultOrder: { field: 'TEXT', direction: 'ASC' },
  where: formulaWhere,
  resolvesNames: true,
  narrow: fewFormulas(sql`${formula.id}`),
};

export const concepts: List<ConceptRow, ConceptWhere> = {
  name: 'concepts',
  table: concept,
  columns: getTableColumns(concept),
  id: concept.id,
  orders: {
    NAME: strings(concept.name, (row) => row.name),
    PIXEL_SHARE: numbers(concept.pixelShare, (row) => row.pixelShare),
    CONCEPT_INDEX: numbers(concept.conceptIndex, (row) => row.conceptIndex),
  },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  where: (where) => conceptWhere(where),
};

export const probeDatasets: List<ProbeDatasetRow, never> = {
  name: 'probeDatasets',
  table: probeDataset,
  columns: getTableColumns(probeDataset),
  id: probeDataset.id,
  orders: {
    NAME: strings(probeDataset.name, (row) => row.name),
    CREATED_AT: strings(probeDataset.createdAt, (row) => row.createdAt),
  },
  defaultOrder: { field: 'NAME', direction: 'ASC' },
  where: () => sql`true`,
};

export const runs: List<RunRow, RunWhere> = {
  name: 'runs',
  table: run,
  columns: getTableColumns(run),
  id: run.id,
  orders: {
    STARTED_AT: strings(run.startedAt, (row) => row.startedAt),
    FINISHED_AT: strings(run.finishedAt, (row) => row.finishedAt),
  },
  defaultOrder: { field: 'STARTED_AT', direction: 'DESC' },
  where: (where) => runWhere(where),
};

export const samples: List<SampleRow, never> = {
  name: 'samples',
  table: sample,
  columns: sampleColumns,
  id: sample.id,
  orders: { SAMPLE_INDEX: numbers(sample.sampleIndex, (row) => row.sampleIndex) },
  defaultOrder: { field: 'SAMPLE_INDEX', direction: 'ASC' },
  where: () => sql`true`,
};
