import {
  type ClusterRow,
  type ExplanationRow,
  type FormulaRow,
  findExplanation,
  findNeighbour,
  findUnitRun,
  readClusterSamples,
  readClusters,
  readFormulas,
  readUnitClusters,
  readUnits,
  type UnitRow,
} from '@strata/db';
import { type ApiContext, builder } from './builder.ts';
import { inOrder } from './in-order.ts';

type ClusterSampleRow = Awaited<ReturnType<typeof readClusterSamples>>[number];

const parse = Number;

const formulaRef = builder.loadableNodeRef('Formula', {
  id: { resolve: (row: FormulaRow) => row.id, parse },
  load: async (ids: number[], { store }: ApiContext) => inOrder(ids, await readFormulas(store, ids)),
});
formulaRef.implement({
  fields: (t) => ({ text: t.exposeString('text'), length: t.exposeInt('length') }),
});

const Sample = builder.objectRef<ClusterSampleRow>('Sample').implement({
  fields: (t) => ({ key: t.exposeString('key') }),
});

const ClusterSample = builder.objectRef<ClusterSampleRow>('ClusterSample').implement({
  fields: (t) => ({
    rank: t.exposeInt('rank'),
    sample: t.field({ type: Sample, resolve: (row) => row }),
    imageUrl: t.string({
      nullable: true,
      resolve: (row) => (row.hasImage ? `/media/samples/${row.sampleId}.webp` : null),
    }),
    overlayUrl: t.string({ resolve: (row) => `/media/overlays/${row.clusterId}/${row.rank}.png` }),
  }),
});

const clusterRef = builder.loadableNodeRef('Cluster', {
  id: { resolve: (row: ClusterRow) => row.id, parse },
  load: async (ids: number[], { store }: ApiContext) => inOrder(ids, await readClusters(store, ids)),
});
const unitRef = builder.loadableNodeRef('Unit', {
  id: { resolve: (row: UnitRow) => row.id, parse },
  load: async (ids: number[], { store }: ApiContext) => inOrder(ids, await readUnits(store, ids)),
});

export const Explanation = builder.objectRef<ExplanationRow>('Explanation').implement({
  fields: (t) => ({
    id: t.globalID({ resolve: (row) => ({ type: 'Explanation', id: row.id }) }),
    iou: t.exposeFloat('iou'),
    intersection: t.exposeFloat('intersection'),
    union: t.exposeFloat('unionPixels'),
    chance: t.exposeFloat('chance'),
    lift: t.exposeFloat('lift', { nullable: true }),
    formula: t.field({ type: formulaRef, resolve: (row) => row.formulaId }),
    cluster: t.field({ type: clusterRef, resolve: (row) => row.clusterId }),
  }),
});

clusterRef.implement({
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex'),
    lower: t.exposeFloat('lower', { nullable: true }),
    upper: t.exposeFloat('upper', { nullable: true }),
    bitmapPixels: t.exposeFloat('bitmapPixels'),
    share: t.exposeFloat('share'),
    unit: t.field({ type: unitRef, resolve: (row) => row.unitId }),
    explanation: t.field({
      type: Explanation,
      nullable: true,
      resolve: async (row, _, { store }) => (await findExplanation(store, row.id)) ?? null,
    }),
    samples: t.field({ type: [ClusterSample], resolve: (row, _, { store }) => readClusterSamples(store, row.id) }),
  }),
});

unitRef.implement({
  fields: (t) => ({
    unitIndex: t.exposeInt('unitIndex'),
    outcome: t.string({
      nullable: true,
      resolve: async (row, _, { store }) => (await findUnitRun(store, row.id))?.outcome ?? null,
    }),
    problem: t.string({
      nullable: true,
      resolve: async (row, _, { store }) => (await findUnitRun(store, row.id))?.problem ?? null,
    }),
    clusters: t.field({ type: [clusterRef], resolve: (row, _, { store }) => readUnitClusters(store, row.id) }),
    previous: t.field({
      type: unitRef,
      nullable: true,
      resolve: async (row, _, { store }) => (await findNeighbour(store, row, -1)) ?? null,
    }),
    next: t.field({
      type: unitRef,
      nullable: true,
      resolve: async (row, _, { store }) => (await findNeighbour(store, row, 1)) ?? null,
    }),
  }),
});

export { unitRef as Unit };
