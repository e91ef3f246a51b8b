import { preprocessingOf, type RequestStatus as RequestStatusShape, runRequests } from '@strata/db';
import { withoutPaths } from '../auth/without-paths.ts';
import { builder } from './builder.ts';
import { connect } from './connect.ts';
import { RunRequestConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { pageArgs } from './page-args.ts';
import { Preprocessing } from './preprocessing.ts';
import { present } from './present.ts';
import { ModelVersion, ProbeDataset, Run, RunRequest } from './refs.ts';

export const RunRequestStatus = builder.enumType('RunRequestStatus', {
  description: 'How far a run that was asked for has come.',
  values: {
    QUEUED: { description: 'It is waiting for a worker.' },
    PREPARING: { description: 'A worker reads the images and runs the network.' },
    RUNNING: { description: 'Neurons are being explained.' },
    COMPLETED: { description: 'All neurons are explained.' },
    FAILED: { description: 'It ended with an error; retrying resumes it.' },
    CANCELLED: { description: 'Someone cancelled it; retrying resumes it.' },
  } satisfies Record<RequestStatusShape, unknown>,
});

builder.node(RunRequest, {
  description:
    'A request that the workers compute a run. The run itself exists once a worker has run the network on the images.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.runRequest.load(id))),
  fields: (t) => ({
    status: t.expose('status', { type: RunRequestStatus, description: 'How far it has come.' }),
    run: t.field({
      type: Run,
      nullable: true,
      description: 'The run; null until a worker has prepared it.',
      resolve: ({ runId }, _, { rows }) => (runId === null ? null : rows.run.load(runId)),
    }),
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint to be explained.',
      resolve: ({ modelVersionId }, _, { rows }) => present(rows.modelVersion.load(modelVersionId)),
    }),
    layerName: t.exposeString('layerName', { description: 'The layer to be explained.' }),
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The images to explain it on.',
      resolve: ({ probeDatasetId }, _, { rows }) => present(rows.probeDataset.load(probeDatasetId)),
    }),
    clusters: t.exposeInt('clusters', { description: 'How many activation ranges a neuron gets (k).' }),
    bounds: t.exposeString('bounds', { description: 'How ranges are bounded: contiguous, observed or equal-mass.' }),
    upsampling: t.exposeString('upsampling', {
      description: 'How a pixel of a mask gets its value from a neuron’s map: bilinear or nearest.',
    }),
    length: t.exposeInt('length', { description: 'How many concepts a formula has at most.' }),
    beam: t.exposeInt('beam', { description: 'How many formulas the search keeps from step to step.' }),
    search: t.exposeString('search', { description: 'How formulas are searched: beam, optimal …' }),
    grammar: t.exposeString('grammar', { description: 'Which formulas are allowed: paper or full.' }),
    preprocessing: t.field({
      type: Preprocessing,
      nullable: true,
      description:
        'How images become the network’s input; null when nothing told: then the worker takes the only way it knows.',
      resolve: (row) => preprocessingOf(row),
    }),
    error: t.string({
      nullable: true,
      description: 'Why it failed or was cancelled, in words.',
      resolve: ({ error, layerName }, _, context) => withoutPaths(error, context, layerName),
    }),
    requestedBy: t.exposeString('requestedBy', { description: 'The name of the key that requested it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it is running.',
    }),
  }),
});

builder.queryFields((t) => ({
  runRequests: t.field({
    type: RunRequestConnection,
    description: 'Runs that people asked the workers for, the newest first.',
    args: pageArgs(t.arg),
    resolve: (_, args, context) => connect(context, runRequests, args),
  }),
}));
