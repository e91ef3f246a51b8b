import { models, versionsOfModel } from '@strata/db';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { connect, connectTo } from './connect.ts';
import { ModelConnection, ModelVersionConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { ModelOrder, ModelVersionOrder } from './inputs/order.ts';
import { ModelVersionWhere, ModelWhere } from './inputs/refs.ts';
import { pageArgs } from './page-args.ts';
import { Model, ModelVersion } from './refs.ts';
import { Trend } from './trend.ts';

builder.node(Model, {
  description: 'A network, with all its checkpoints.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.model.load(id))),
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Its name, which no other model has.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was first stored.' }),
    versions: t.field({
      type: ModelVersionConnection,
      description: 'Its checkpoints (model versions), by sequence unless another order is asked for.',
      args: {
        ...pageArgs(t.arg),
        where: t.arg({ type: ModelVersionWhere, description: 'Only such versions.' }),
        orderBy: t.arg({ type: ModelVersionOrder, description: 'Default: SEQUENCE ASC.' }),
      },
      resolve: ({ id }, args, context) => connectTo(context, versionsOfModel, { parent: id, args }),
    }),
    version: t.field({
      type: ModelVersion,
      nullable: true,
      description: 'The checkpoint of this label, if there is one.',
      args: { label: t.arg.string({ required: true, description: 'The version’s label.' }) },
      resolve: ({ id }, { label }, { rows }) => rows.versionByLabel.load({ modelId: id, label }),
    }),
    taggedVersion: t.field({
      type: ModelVersion,
      nullable: true,
      description: 'The checkpoint that has this tag now, if one has.',
      args: { tag: t.arg.string({ required: true, description: 'A tag such as production.' }) },
      resolve: ({ id }, { tag }, { rows }) => rows.taggedVersion.load({ modelId: id, tag }),
    }),
    latestVersion: t.field({
      type: ModelVersion,
      nullable: true,
      description: 'The last checkpoint by sequence.',
      resolve: ({ id }, _, { rows }) => rows.latestVersion.load(id),
    }),
    baseline: t.field({
      type: ModelVersion,
      nullable: true,
      description: 'The same network with random weights (untrained baseline), if it was explained.',
      resolve: ({ id }, _, { rows }) => rows.baseline.load(id),
    }),
    layerNames: t.stringList({
      description: 'The names of the layers explained in any version, in the order in which they first appeared.',
      complexity: LIST_COST,
      resolve: async ({ id }, _, { rows }) => (await rows.layerNames.load(id)).map(({ name }) => name),
    }),
    trend: t.field({
      type: Trend,
      nullable: true,
      description: 'How a layer’s ranges change from version to version; null when the layer was never explained.',
      args: { layer: t.arg.string({ required: true, description: 'The layer’s name, the same in all versions.' }) },
      complexity: 20,
      resolve: async (model, { layer }, { rows }) => {
        const runs = (await rows.trendRuns.load({ modelId: model.id, layer })).map(({ run }) => run);
        return runs.length === 0 ? null : { model, layer, runs };
      },
    }),
  }),
});

builder.queryFields((t) => ({
  models: t.field({
    type: ModelConnection,
    description: 'Networks (models), by name unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: ModelWhere, description: 'Only such models.' }),
      orderBy: t.arg({ type: ModelOrder, description: 'Default: NAME ASC.' }),
    },
    resolve: (_, args, context) => connect(context, models, args),
  }),
  model: t.field({
    type: Model,
    nullable: true,
    description: 'The network of this name, if there is one.',
    args: { name: t.arg.string({ required: true, description: 'The model’s name.' }) },
    resolve: (_, { name }, { rows }) => rows.modelByName.load(name),
  }),
}));
