import { units } from '@strata/db';
import { withoutPaths } from '../auth/without-paths.ts';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { connect } from './connect.ts';
import { UnitConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { Histogram } from './histogram.ts';
import { UnitOutcome } from './inputs/enums.ts';
import { UnitOrder } from './inputs/order.ts';
import { UnitWhere } from './inputs/refs.ts';
import { pageArgs } from './page-args.ts';
import { present } from './present.ts';
import { Cluster, Layer, Unit } from './refs.ts';
import { UnitCells } from './unit-cells.ts';

builder.node(Unit, {
  description: 'A neuron: one channel of a layer (unit).',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.unit.load(id))),
  fields: (t) => ({
    layer: t.field({
      type: Layer,
      description: 'The layer it belongs to.',
      resolve: ({ layerId }, _, { rows }) => present(rows.layer.load(layerId)),
    }),
    unitIndex: t.exposeInt('unitIndex', { description: 'Its number in the layer, from 0.' }),
    clusters: t.field({
      type: [Cluster],
      description: 'Its activation ranges in the shown run, ascending: 1 is the weakest.',
      complexity: LIST_COST,
      resolve: async ({ id }, _, { rows }) => [...(await rows.clustersOfUnit.load(id))],
    }),
    previous: t.field({
      type: Unit,
      nullable: true,
      description: 'The neuron before it in the layer.',
      resolve: ({ layerId, unitIndex }, _, { rows }) => rows.unitByIndex.load({ layerId, unitIndex: unitIndex - 1 }),
    }),
    next: t.field({
      type: Unit,
      nullable: true,
      description: 'The neuron after it in the layer.',
      resolve: ({ layerId, unitIndex }, _, { rows }) => rows.unitByIndex.load({ layerId, unitIndex: unitIndex + 1 }),
    }),
    history: t.field({
      type: [Unit],
      description:
        'This neuron in every version of its training run that has the layer, by sequence, itself included; in other training runs the same number is another neuron.',
      complexity: { field: 1, multiplier: 20 },
      resolve: async ({ id }, _, { rows }) => (await rows.history.load(id)).map(({ unit }) => unit),
    }),
  }),
});

/* What the shown run found out about the neuron as a whole; null before it has come to the neuron. */
builder.objectFields(Unit, (t) => ({
  outcome: t.field({
    type: UnitOutcome,
    nullable: true,
    description: 'Its outcome in the shown run; null until the run has reached it.',
    resolve: async ({ id }, _, { rows }) => (await rows.unitRun.load(id))?.outcome ?? null,
  }),
  problem: t.string({
    nullable: true,
    description: 'Why it could not be explained as asked, in words.',
    resolve: async ({ id }, _, context) =>
      withoutPaths((await context.rows.unitRun.load(id))?.problem ?? null, context),
  }),
  min: t.float({
    nullable: true,
    description: 'Its weakest activation over all samples.',
    resolve: async ({ id }, _, { rows }) => (await rows.unitRun.load(id))?.minValue ?? null,
  }),
  max: t.float({
    nullable: true,
    description: 'Its strongest activation over all samples.',
    resolve: async ({ id }, _, { rows }) => (await rows.unitRun.load(id))?.maxValue ?? null,
  }),
  mean: t.float({
    nullable: true,
    description: 'Its average activation over all samples.',
    resolve: async ({ id }, _, { rows }) => (await rows.unitRun.load(id))?.meanValue ?? null,
  }),
  zeroShare: t.float({
    nullable: true,
    description: 'The share of its activations that are exactly 0, 0–1.',
    resolve: async ({ id }, _, { rows }) => (await rows.unitRun.load(id))?.zeroShare ?? null,
  }),
  cells: t.field({
    type: UnitCells,
    nullable: true,
    description: 'Its map cells, counted; null in older runs, which did not, and where activations are no numbers.',
    resolve: async ({ id }, _, { rows }) => {
      const row = await rows.unitRun.load(id);
      return row?.mapCells == null ? null : { ...row, mapCells: row.mapCells };
    },
  }),
  histogram: t.field({
    type: Histogram,
    nullable: true,
    description: 'How often it fires how strongly.',
    resolve: async ({ id }, _, { rows }) => {
      const row = await rows.unitRun.load(id);
      if (row?.histogramCounts == null || row.histogramLower === null || row.histogramUpper === null) return null;
      return { lower: row.histogramLower, upper: row.histogramUpper, counts: row.histogramCounts };
    },
  }),
}));

builder.queryFields((t) => ({
  units: t.field({
    type: UnitConnection,
    description: 'Neurons of all layers (units), by index unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: UnitWhere, description: 'Only such neurons.' }),
      orderBy: t.arg({ type: UnitOrder, description: 'Default: UNIT_INDEX ASC.' }),
    },
    resolve: (_, args, context) => connect(context, units, args),
  }),
  unit: t.field({
    type: Unit,
    nullable: true,
    description: 'The neuron of this model, version, layer and index, if there is one.',
    args: {
      model: t.arg.string({ required: true, description: 'The model’s name.' }),
      version: t.arg.string({ required: true, description: 'The version’s label.' }),
      layer: t.arg.string({ required: true, description: 'The layer’s name.' }),
      unitIndex: t.arg.int({ required: true, description: 'The neuron’s number in the layer, from 0.' }),
    },
    resolve: (_, path, { find }) => find.unit(path),
  }),
}));
