import { gateRunsOfVersion, layersOfVersion, modelVersions, notesOfVersion } from '@strata/db';
import { lightOf } from '@strata/domain';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { ClassAnalysis } from './class-analysis.ts';
import { Collection } from './collection.ts';
import { connect, connectTo } from './connect.ts';
import { GateRunConnection, LayerConnection, ModelVersionConnection, VersionNoteConnection } from './connections.ts';
import { ErrorAnalysis } from './error-analysis.ts';
import { parseRowId } from './global-ids.ts';
import { ModelSource } from './inputs/enums.ts';
import { LayerOrder, ModelVersionOrder } from './inputs/order.ts';
import { LayerWhere, ModelVersionWhere } from './inputs/refs.ts';
import { Light } from './light.ts';
import { pageArgs } from './page-args.ts';
import { present } from './present.ts';
import { Layer, Model, ModelVersion } from './refs.ts';
import { trainingRunOf } from './training-run-of.ts';
import { VersionTag } from './version-tag.ts';

builder.node(ModelVersion, {
  description: 'One checkpoint of a network (model version).',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.modelVersion.load(id))),
  fields: (t) => ({
    model: t.field({
      type: Model,
      description: 'The network.',
      resolve: ({ modelId }, _, { rows }) => present(rows.model.load(modelId)),
    }),
    label: t.exposeString('label', { description: 'What people call it; no other version of the model has it.' }),
    sequence: t.exposeInt('sequence', { description: 'Its place in the model’s order.' }),
    source: t.expose('source', { type: ModelSource, description: 'Where its activations come from.' }),
    contentSha256: t.exposeString('contentSha256', {
      description: 'SHA-256 of the file that the activations come from, in hexadecimal.',
    }),
    accuracy: t.exposeFloat('accuracy', { nullable: true, description: 'Its share of correct predictions, 0–1.' }),
    isBaseline: t.exposeBoolean('isBaseline', {
      description: 'Whether it is the untrained baseline: the same network with random weights.',
    }),
    trainingRun: t.string({
      description:
        'The training run that it belongs to: versions of one share their neurons, number 7 is the same one in all. By default the network’s name; of an untrained baseline its own.',
      resolve: (version, _, { rows }) => trainingRunOf(version, rows),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first stored.' }),
    layers: t.field({
      type: LayerConnection,
      description: 'Its explained layers, by name unless another order is asked for.',
      args: {
        ...pageArgs(t.arg),
        where: t.arg({ type: LayerWhere, description: 'Only such layers.' }),
        orderBy: t.arg({ type: LayerOrder, description: 'Default: NAME ASC.' }),
      },
      resolve: ({ id }, args, context) => connectTo(context, layersOfVersion, { parent: id, args }),
    }),
    light: t.field({
      type: Light,
      description: 'Whether it can be trusted, as far as anything is known, and why.',
      complexity: LIST_COST,
      resolve: async ({ id }, _, { rows }) => lightOf(await present(rows.lightFacts.load(id))),
    }),
    tags: t.field({
      type: [VersionTag],
      description: 'What it stands for now, such as production, by name.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.versionTags.load(id),
    }),
    notes: t.field({
      type: VersionNoteConnection,
      description: 'What people noted on it, the newest first.',
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context) => connectTo(context, notesOfVersion, { parent: id, args }),
    }),
    errors: t.field({
      type: [ErrorAnalysis],
      description:
        'What its errors go with, one answer for each question that was asked (`strata errors`): all classes first, then classes and confusions by name.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.errorAnalyses.load(id),
    }),
    collections: t.field({
      type: [Collection],
      description: 'Of what to collect images first (`strata collect`), one answer for each dataset, the newest first.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.collections.load(id),
    }),
    classAnalyses: t.field({
      type: [ClassAnalysis],
      description: 'Which ranges carry its classes (`strata classes`), one answer for each run that was asked, the newest first.',
      complexity: LIST_COST,
      resolve: ({ id }, _, { rows }) => rows.classAnalyses.load(id),
    }),
    gateRuns: t.field({
      type: GateRunConnection,
      description: 'What gates decided about it, the newest first.',
      args: pageArgs(t.arg),
      resolve: ({ id }, args, context) => connectTo(context, gateRunsOfVersion, { parent: id, args }),
    }),
    layer: t.field({
      type: Layer,
      nullable: true,
      description: 'The layer of this name, if it was explained.',
      args: { name: t.arg.string({ required: true, description: 'The layer’s name.' }) },
      resolve: ({ id }, { name }, { rows }) => rows.layerByName.load({ modelVersionId: id, name }),
    }),
  }),
});

builder.queryFields((t) => ({
  modelVersions: t.field({
    type: ModelVersionConnection,
    description: 'Checkpoints of all networks (model versions), by sequence unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: ModelVersionWhere, description: 'Only such versions.' }),
      orderBy: t.arg({ type: ModelVersionOrder, description: 'Default: SEQUENCE ASC.' }),
    },
    resolve: (_, args, context) => connect(context, modelVersions, args),
  }),
  modelVersion: t.field({
    type: ModelVersion,
    nullable: true,
    description: 'The checkpoint of this model and label, if there is one.',
    args: {
      model: t.arg.string({ required: true, description: 'The model’s name.' }),
      label: t.arg.string({ required: true, description: 'The version’s label.' }),
    },
    resolve: (_, { model, label }, { find }) => find.version(model, label),
  }),
}));
