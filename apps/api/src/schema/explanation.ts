import { type ExplanationRow, explanations } from '@strata/db';
import { builder } from './builder.ts';
import { connect } from './connect.ts';
import { ExplanationConnection } from './connections.ts';
import { parseRowId } from './global-ids.ts';
import { Specialization } from './inputs/enums.ts';
import { ExplanationOrder } from './inputs/order.ts';
import { ExplanationWhere } from './inputs/refs.ts';
import { labelledShare } from './labelled-share.ts';
import { pageArgs } from './page-args.ts';
import { present } from './present.ts';
import { Cluster, Explanation, Formula, Run, Unit } from './refs.ts';

const Metrics = builder.objectRef<ExplanationRow>('ExplanationMetrics').implement({
  description: 'How formula and neuron fit each other: shares from 0 to 1.',
  fields: (t) => ({
    detectionAccuracy: t.exposeFloat('detectionAccuracy', {
      description:
        'Of the pixels where the formula holds, the share where the neuron fires in the range (detection accuracy).',
    }),
    activationCoverage: t.exposeFloat('activationCoverage', {
      description:
        'Of the pixels where the neuron fires in the range, the share where the formula holds (activation coverage).',
    }),
    sampleCoverage: t.exposeFloat('sampleCoverage', {
      nullable: true,
      description:
        'Of the samples in which the formula holds somewhere, the share in which the neuron fires there (sample coverage); null when it was not measured.',
    }),
    explanationCoverage: t.exposeFloat('explanationCoverage', {
      nullable: true,
      description:
        'Of the samples in which the neuron fires in the range, the share in which the formula holds there (explanation coverage); null when it was not measured.',
    }),
  }),
});

builder.node(Explanation, {
  description: 'What a neuron responds to when it fires in one range: a formula, and how well it matches.',
  id: { resolve: ({ id }) => id, parse: parseRowId },
  loadMany: (ids, { rows }) => Promise.all(ids.map((id) => rows.explanation.load(id))),
  fields: (t) => ({
    unit: t.field({
      type: Unit,
      description: 'The neuron.',
      resolve: ({ unitId }, _, { rows }) => present(rows.unit.load(unitId)),
    }),
    cluster: t.field({
      type: Cluster,
      description: 'The activation range.',
      resolve: ({ clusterId }, _, { rows }) => present(rows.cluster.load(clusterId)),
    }),
    run: t.field({
      type: Run,
      description: 'The run that found it.',
      resolve: ({ runId }, _, { rows }) => present(rows.run.load(runId)),
    }),
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The activation range’s number; 1 is the weakest.' }),
    formula: t.field({
      type: Formula,
      description: 'The concepts, joined by OR, AND and AND NOT, that match where it fires.',
      resolve: ({ formulaId }, _, { rows }) => present(rows.formula.load(formulaId)),
    }),
    length: t.exposeInt('length', { description: 'How many concepts the formula has.' }),
    iou: t.exposeFloat('iou', {
      description:
        'Overlap (IoU): the area that neuron and formula share over the area that either covers; 1 is perfect.',
    }),
    intersection: t.exposeFloat('intersection', {
      description: 'Pixels over all samples where the neuron fires in the range and the formula holds.',
    }),
    union: t.exposeFloat('unionPixels', { description: 'Pixels over all samples where at least one of both is so.' }),
    formulaPixels: t.exposeFloat('formulaPixels', { description: 'Pixels over all samples where the formula holds.' }),
    labelledShare: t.float({
      nullable: true,
      description:
        'Of the pixels where the neuron fires in the range, the share that carries any concept at all, 0–1: no formula says anything about the rest. Null in older runs, which did not count it.',
      resolve: async ({ clusterId }, _, { rows }) => labelledShare(await present(rows.cluster.load(clusterId))),
    }),
    chance: t.exposeFloat('chance', { description: 'Chance level: the overlap that area alone would give.' }),
    lift: t.exposeFloat('lift', {
      nullable: true,
      description: 'How many times better than chance the overlap is; null when chance is 0.',
    }),
    visited: t.exposeFloat('visited', { description: 'How many formulas the search looked at.' }),
    bound: t.exposeFloat('bound', {
      nullable: true,
      description: 'The overlap that no formula exceeds (proved bound); null where the search proves nothing.',
    }),
    gap: t.exposeFloat('gap', {
      nullable: true,
      description:
        'How much better the best of all formulas can be at most (bound − iou): 0 when this one is proved to be the best; null where the search proves nothing.',
    }),
    labelMasking: t.exposeFloat('labelMasking', {
      nullable: true,
      description:
        'How alike the neuron’s maps are, within the range, on the images as they are and with all but the formula’s pixels disturbed by noise: 1 when it sees nothing else (label masking, mean cosine similarity); null when it was not measured.',
    }),
    labelMaskingSamples: t.exposeInt('labelMaskingSamples', {
      nullable: true,
      description: 'How many samples label masking is the mean of; null when it was not measured.',
    }),
    labelMaskingStrength: t.exposeFloat('labelMaskingStrength', {
      nullable: true,
      description:
        'How strong the neuron’s map still is then, within the range: its length by that on the images as they are; null when it was not measured.',
    }),
    labelMaskingFloor: t.exposeFloat('labelMaskingFloor', {
      nullable: true,
      description:
        'Label masking with the formula’s pixels of another image in place of the image’s own: what any mask of that kind leaves; null when it was not measured, or no other image has the formula.',
    }),
    specificationsHeld: t.exposeInt('specificationsHeld', {
      nullable: true,
      description:
        'In how many repetitions of the analysis, with other ranges, lengths, images and concepts, it is found again; null when it was not repeated.',
    }),
    specificationsTotal: t.exposeInt('specificationsTotal', {
      nullable: true,
      description: 'How many repetitions there were; null when it was not repeated.',
    }),
    specialization: t.expose('specialization', {
      type: Specialization,
      nullable: true,
      description:
        'What training has made of it, measured against the same layer before training; null without such a baseline run.',
    }),
    defaultFormula: t.field({
      type: Formula,
      nullable: true,
      description:
        'Why it is not specialized: the formula, frequent before training, that it equals or begins like (default formula); null otherwise.',
      resolve: ({ defaultFormulaId }, _, { rows }) =>
        defaultFormulaId === null ? null : rows.formula.load(defaultFormulaId),
    }),
    metrics: t.field({
      type: Metrics,
      description: 'How formula and neuron fit each other, beyond their overlap.',
      resolve: (row) => row,
    }),
  }),
});

builder.queryFields((t) => ({
  explanations: t.field({
    type: ExplanationConnection,
    description:
      'What neurons respond to, range by range, in the shown run of every layer; best overlap first by default.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: ExplanationWhere, description: 'Only such explanations.' }),
      orderBy: t.arg({ type: ExplanationOrder, description: 'Default: IOU DESC.' }),
    },
    resolve: (_, args, context) => connect(context, explanations, args),
  }),
}));
