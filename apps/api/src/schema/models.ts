import {
  type ExplanationRow,
  findLayer,
  findModel,
  findVersion,
  type LayerRow,
  type ModelRow,
  type ModelVersionRow,
  pageExplanations,
  pageLayers,
  pageModels,
  pageUnits,
  pageVersions,
  readLayers,
  readModels,
  readTrend,
  readVersions,
  type TrendRow,
  type UnitRow,
} from '@strata/db';
import { formulaKey, parseFormula } from '@strata/domain';
import { type ApiContext, builder } from './builder.ts';
import { inOrder } from './in-order.ts';
import { pageOf } from './page.ts';
import { Explanation, Unit } from './units.ts';

const parse = Number;
const modelRef = builder.loadableNodeRef('Model', {
  id: { resolve: (row: ModelRow) => row.id, parse },
  load: async (ids: number[], { store }: ApiContext) => inOrder(ids, await readModels(store, ids)),
});
const versionRef = builder.loadableNodeRef('ModelVersion', {
  id: { resolve: (row: ModelVersionRow) => row.id, parse },
  load: async (ids: number[], { store }: ApiContext) => inOrder(ids, await readVersions(store, ids)),
});
const layerRef = builder.loadableNodeRef('Layer', {
  id: { resolve: (row: LayerRow) => row.id, parse },
  load: async (ids: number[], { store }: ApiContext) => inOrder(ids, await readLayers(store, ids)),
});

const IntFilter = builder.inputType('IntFilter', { fields: (t) => ({ eq: t.int() }) });
const FloatFilter = builder.inputType('FloatFilter', { fields: (t) => ({ gte: t.float(), lte: t.float() }) });
const StringFilter = builder.inputType('StringFilter', { fields: (t) => ({ eq: t.string() }) });
const UnitWhere = builder.inputType('UnitWhere', { fields: (t) => ({ unitIndex: t.field({ type: IntFilter }) }) });
const ConceptUseFilter = builder.inputType('ConceptUseFilter', {
  fields: (t) => ({ name: t.field({ type: StringFilter }), negated: t.boolean() }),
});
const ExplanationWhere = builder.inputType('ExplanationWhere', {
  fields: (t) => ({
    clusterIndex: t.field({ type: IntFilter }),
    iou: t.field({ type: FloatFilter }),
    concept: t.field({ type: ConceptUseFilter }),
    formula: t.string({ description: 'In the formula language, matched by structure.' }),
  }),
});

const TrendPoint = builder.objectRef<TrendRow>('TrendPoint').implement({
  fields: (t) => ({
    modelVersion: t.field({ type: versionRef, resolve: (row) => row.modelVersionId }),
    clusterIndex: t.exposeInt('clusterIndex'),
    n: t.exposeInt('n'),
    meanIou: t.exposeFloat('meanIou'),
    meanChance: t.exposeFloat('meanChance'),
    meanLift: t.exposeFloat('meanLift', { nullable: true }),
    meanLength: t.exposeFloat('meanLength'),
  }),
});

modelRef.implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    versions: t.connection({
      type: versionRef,
      resolve: (row, args, { store }) =>
        pageOf(args, { key: (v: ModelVersionRow) => v.sequence, read: (page) => pageVersions(store, row.id, page) }),
    }),
    version: t.field({
      type: versionRef,
      nullable: true,
      args: { label: t.arg.string({ required: true }) },
      resolve: async (row, { label }, { store }) => (await findVersion(store, row.id, { label })) ?? null,
    }),
    latestVersion: t.field({
      type: versionRef,
      nullable: true,
      resolve: async (row, _, { store }) => (await findVersion(store, row.id, {})) ?? null,
    }),
    baseline: t.field({
      type: versionRef,
      nullable: true,
      resolve: async (row, _, { store }) => (await findVersion(store, row.id, { baseline: true })) ?? null,
    }),
    trend: t.field({
      type: [TrendPoint],
      args: { layer: t.arg.string({ required: true }) },
      resolve: (row, { layer }, { store }) => readTrend(store, row.id, layer),
    }),
  }),
});

versionRef.implement({
  fields: (t) => ({
    label: t.exposeString('label'),
    sequence: t.exposeInt('sequence'),
    accuracy: t.exposeFloat('accuracy', { nullable: true }),
    isBaseline: t.exposeBoolean('isBaseline'),
    layers: t.connection({
      type: layerRef,
      resolve: (row, args, { store }) =>
        pageOf(args, { key: (l: LayerRow) => l.name, read: (page) => pageLayers(store, row.id, page) }),
    }),
    layer: t.field({
      type: layerRef,
      nullable: true,
      args: { name: t.arg.string({ required: true }) },
      resolve: async (row, { name }, { store }) => (await findLayer(store, row.id, name)) ?? null,
    }),
  }),
});

layerRef.implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    unitCount: t.exposeInt('unitCount'),
    units: t.connection({
      type: Unit,
      args: { where: t.arg({ type: UnitWhere }) },
      resolve: (row, args, { store }) => {
        const only = { layerId: row.id, unitIndex: args.where?.unitIndex?.eq ?? undefined };
        return pageOf(args, { key: (u: UnitRow) => u.unitIndex, read: (page) => pageUnits(store, page, only) });
      },
    }),
    explanations: t.connection({
      type: Explanation,
      args: { where: t.arg({ type: ExplanationWhere }) },
      resolve: (row, { where, ...args }, { store }) => {
        const filter = {
          clusterIndex: where?.clusterIndex?.eq ?? undefined,
          iouAtLeast: where?.iou?.gte ?? undefined,
          iouAtMost: where?.iou?.lte ?? undefined,
          formulaKey: where?.formula ? formulaKey(parseFormula(where.formula)) : undefined,
          concept: where?.concept
            ? { name: where.concept.name?.eq ?? undefined, negated: where.concept.negated ?? undefined }
            : undefined,
        };
        const read = (page: Parameters<typeof pageExplanations>[1]) =>
          pageExplanations(store, page, { layerId: row.id, filter });
        return pageOf(args, { key: (e: ExplanationRow) => e.iou, read });
      },
    }),
  }),
});

builder.queryFields((t) => ({
  models: t.connection({
    type: modelRef,
    resolve: (_, args, { store }) =>
      pageOf(args, { key: (m: ModelRow) => m.name, read: (page) => pageModels(store, page) }),
  }),
  model: t.field({
    type: modelRef,
    nullable: true,
    args: { name: t.arg.string({ required: true }) },
    resolve: async (_, { name }, { store }) => (await findModel(store, name)) ?? null,
  }),
}));
export const schema = builder.toSchema();
