import { evidenceSettingsOf, preprocessingOf, type RunRow, runs } from '@strata/db';
import { withoutPaths } from '../auth/without-paths.ts';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { connect } from './connect.ts';
import { RunConnection } from './connections.ts';
import { Evidence } from './evidence.ts';
import { parseRowId } from './global-ids.ts';
import { RunStatus } from './inputs/enums.ts';
import { RunOrder } from './inputs/order.ts';
import { RunWhere } from './inputs/refs.ts';
import { checkCount, pageArgs } from './page-args.ts';
import { Preprocessing } from './preprocessing.ts';
import { present } from './present.ts';
import { LayerRangeImportance } from './range-importance.ts';
import { DefaultFormula, Layer, ProbeDataset, Run } from './refs.ts';
import { ZeroRule } from './zero-rule.ts';

const RunTimings = builder.objectRef<RunRow>('RunTimings').implement({
  description: 'Milliseconds that a run’s stages took; null where a stage did not run or was not measured.',
  fields: (t) => ({
    indexMs: t.exposeFloat('indexMs', { nullable: true, description: 'Indexing the probe dataset.' }),
    activationsMs: t.exposeFloat('activationsMs', { nullable: true, description: 'Running the network.' }),
    rangesMs: t.exposeFloat('rangesMs', { nullable: true, description: 'Finding activation ranges.' }),
    hitsMs: t.exposeFloat('hitsMs', { nullable: true, description: 'Counting where neurons fire.' }),
    searchMs: t.exposeFloat('searchMs', { nullable: true, description: 'Searching formulas.' }),
    evidenceMs: t.exposeFloat('evidenceMs', {
      nullable: true,
      description: 'Gathering evidence: held-out and shuffled images.',
    }),
    samplesMs: t.exposeFloat('samplesMs', { nullable: true, description: 'Choosing the images that are shown.' }),
    writeMs: t.exposeFloat('writeMs', { nullable: true, description: 'Storing the results.' }),
    totalMs: t.exposeFloat('totalMs', { nullable: true, description: 'All of it.' }),
  }),
});

builder.node(Run, {
  description: 'One computation of explanations: a layer, a probe dataset and a configuration.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.run.load(id))),
  fields: (t) => ({
    layer: t.field({
      type: Layer,
      description: 'The layer that was explained.',
      resolve: ({ layerId }, _, { rows }) => present(rows.layer.load(layerId)),
    }),
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The images it was made on.',
      resolve: ({ probeDatasetId }, _, { rows }) => present(rows.probeDataset.load(probeDatasetId)),
    }),
    baselineRun: t.field({
      type: Run,
      nullable: true,
      description:
        'The newest run of an untrained version that its explanations are compared with, itself where it is untrained; null when there is none of equal settings. How many there are is in `excess`.',
      resolve: ({ baselineRunId }, _, { rows }) => (baselineRunId === null ? null : rows.run.load(baselineRunId)),
    }),
    defaultFormulas: t.field({
      type: [DefaultFormula],
      description:
        'The formulas that its explanations are classified by: those most frequent in the untrained networks it is compared with, pooled, most frequent first (default formulas).',
      args: {
        first: t.arg.int({ required: true, defaultValue: 20, description: 'How many at most, 1–100.' }),
      },
      resolve: async ({ id }, { first }, { rows }) => {
        checkCount('first', first);
        return [...(await rows.defaultFormulas.load({ runId: id, first }))];
      },
    }),
    rangeImportance: t.field({
      type: [LayerRangeImportance],
      description:
        'What the network loses without a range of its layer, the weakest range first (range importance); empty when it was not measured.',
      complexity: LIST_COST,
      resolve: async ({ id }, _, { rows }) => [...(await rows.rangeImportance.load(id))],
    }),
    labelMaskingSeed: t.exposeInt('labelMaskingSeed', {
      nullable: true,
      description: 'The seed of the noise that its label masking was measured with; null when it was not measured.',
    }),
    labelMaskingLimit: t.exposeInt('labelMaskingLimit', {
      nullable: true,
      description:
        'How many samples its label masking was measured on at most, for each explanation; null for all, or when it was not measured.',
    }),
    evidence: t.field({
      type: Evidence,
      nullable: true,
      description:
        'How the evidence of its explanations was gathered; null where none was: the same `strata explain` again adds it.',
      resolve: (row) => evidenceSettingsOf(row),
    }),
    status: t.expose('status', { type: RunStatus, description: 'How far it has come.' }),
    configHash: t.exposeString('configHash', {
      description: 'Stands for configuration and inputs: runs with the same one are the same run.',
    }),
    unitsTotal: t.exposeInt('unitsTotal', { description: 'How many neurons it is to explain.' }),
    unitsDone: t.exposeInt('unitsDone', { description: 'How many neurons are done.' }),
    clusters: t.exposeInt('clusters', { description: 'How many activation ranges a neuron gets (k).' }),
    bounds: t.exposeString('bounds', {
      description:
        'How ranges are bounded: contiguous leaves no value out; observed is the paper’s rule; equal-mass gives each range as many values.',
    }),
    upsampling: t.exposeString('upsampling', { description: 'How a mask’s pixel got its value: bilinear or nearest.' }),
    zeroRule: t.field({
      type: ZeroRule,
      description: 'Whether exact zeros stand on their own as range 0, “off”, and by which rule.',
      resolve: (row) => row,
    }),
    length: t.exposeInt('length', { description: 'How many concepts a formula has at most.' }),
    beam: t.exposeInt('beam', { description: 'How many formulas the search keeps from step to step.' }),
    search: t.exposeString('search', { description: 'How formulas are searched: beam, optimal …' }),
    grammar: t.exposeString('grammar', { description: 'Which formulas are allowed: paper or full.' }),
    searchBudgetMs: t.exposeFloat('searchBudgetMs', {
      nullable: true,
      description:
        'Milliseconds after which the search of a range made do with what it had; null when it had no limit.',
    }),
    categories: t.exposeStringList('categories', {
      nullable: true,
      description: 'The kinds of concept that formulas were made of (categories); null for all.',
    }),
    minConceptShare: t.exposeFloat('minConceptShare', {
      description: 'The share of all pixels that a concept had to cover to be used in formulas, 0–1.',
    }),
    preprocessing: t.field({
      type: Preprocessing,
      nullable: true,
      description:
        'How images became the network’s input; null when it is not known: activations that were handed in, and runs of earlier versions of Strata.',
      resolve: (row) => preprocessingOf(row),
    }),
    codeVersion: t.exposeString('codeVersion', { description: 'The version of Strata that made it.' }),
    machine: t.exposeString('machine', { description: 'The machine that made it.' }),
    threads: t.exposeInt('threads', { description: 'How many threads it used.' }),
    timings: t.field({ type: RunTimings, description: 'How long its stages took.', resolve: (row) => row }),
    peakRssBytes: t.exposeFloat('peakRssBytes', { nullable: true, description: 'The most memory it held, in bytes.' }),
    error: t.string({
      nullable: true,
      description: 'Why it stopped, in words.',
      resolve: async ({ error, layerId }, _, context) => {
        const layer = error === null ? null : await context.rows.layer.load(layerId);
        return withoutPaths(error, context, layer?.name);
      },
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it was begun first.' }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
  }),
});

builder.queryFields((t) => ({
  runs: t.field({
    type: RunConnection,
    description: 'Runs over all layers, the newest first unless another order is asked for.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: RunWhere, description: 'Only such runs.' }),
      orderBy: t.arg({ type: RunOrder, description: 'Default: STARTED_AT DESC.' }),
    },
    resolve: (_, args, context) => connect(context, runs, args),
  }),
}));
