import { explanationsOfRun, layers, runsOfLayer, unitsOfLayer } from '@strata/db';
import { builder } from './builder.ts';
import { connect, connectTo } from './connect.ts';
import { ExplanationConnection, LayerConnection, RunConnection, UnitConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { ExplanationOrder, LayerOrder, RunOrder, UnitOrder } from './inputs/order.ts';
import { ExplanationWhere, LayerWhere, RunWhere, UnitWhere } from './inputs/refs.ts';
import { pageArgs } from './page-args.ts';
import { present } from './present.ts';
import { Layer, ModelVersion, Run } from './refs.ts';

builder.node(Layer, {
  description: 'One tensor inside a network, with its neurons.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.layer.load(id))),
  fields: (t) => ({
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint it belongs to.',
      resolve: ({ modelVersionId }, _, { rows }) => present(rows.modelVersion.load(modelVersionId)),
    }),
    name: t.exposeString('name', { description: 'The tensor’s name inside the network.' }),
    op: t.exposeString('op', {
      nullable: true,
      description: 'The kind of operation that computes it, as ONNX names it; null when only activations are known.',
    }),
    unitCount: t.exposeInt('unitCount', { description: 'How many neurons it has.' }),
    height: t.exposeInt('height', { description: 'Rows of a neuron’s activation map.' }),
    width: t.exposeInt('width', { description: 'Columns of a neuron’s activation map.' }),
    run: t.field({
      type: Run,
      nullable: true,
      description: 'The run that is shown: the newest completed one, else the newest.',
      resolve: ({ currentRunId }, _, { rows }) => (currentRunId === null ? null : rows.run.load(currentRunId)),
    }),
    runs: t.field({
      type: RunConnection,
      description: 'All its runs, the newest first unless another order is asked for.',
      args: {
        ...pageArgs(t.arg),
        where: t.arg({ type: RunWhere, description: 'Only such runs.' }),
        orderBy: t.arg({ type: RunOrder, description: 'Default: STARTED_AT DESC.' }),
      },
      resolve: ({ id }, args, context) => connectTo(context, runsOfLayer, { parent: id, args }),
    }),
    units: t.field({
      type: UnitConnection,
      description: 'Its neurons (units), by index unless another order is asked for.',
      args: {
        ...pageArgs(t.arg),
        where: t.arg({ type: UnitWhere, description: 'Only such neurons.' }),
        orderBy: t.arg({ type: UnitOrder, description: 'Default: UNIT_INDEX ASC.' }),
      },
      resolve: ({ id }, args, context) => connectTo(context, unitsOfLayer, { parent: id, args }),
    }),
    explanations: t.field({
      type: ExplanationConnection,
      description: 'What its neurons respond to, range by range, in the shown run; best overlap first by default.',
      args: {
        ...pageArgs(t.arg),
        where: t.arg({ type: ExplanationWhere, description: 'Only such explanations.' }),
        orderBy: t.arg({ type: ExplanationOrder, description: 'Default: IOU DESC.' }),
      },
      resolve: ({ currentRunId }, args, context) =>
        connectTo(context, explanationsOfRun, { parent: currentRunId, args }),
    }),
  }),
});

builder.queryFields((t) => ({
  layers: t.field({
    type: LayerConnection,
    description: 'Layers of all model versions, by name unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: LayerWhere, description: 'Only such layers.' }),
      orderBy: t.arg({ type: LayerOrder, description: 'Default: NAME ASC.' }),
    },
    resolve: (_, args, context) => connect(context, layers, args),
  }),
  layer: t.field({
    type: Layer,
    nullable: true,
    description: 'The layer of this model, version and name, if it was explained.',
    args: {
      model: t.arg.string({ required: true, description: 'The model’s name.' }),
      version: t.arg.string({ required: true, description: 'The version’s label.' }),
      name: t.arg.string({ required: true, description: 'The layer’s name.' }),
    },
    resolve: (_, { model, version, name }, { find }) => find.layer({ model, version, layer: name }),
  }),
}));
