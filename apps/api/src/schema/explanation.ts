import { type ExplanationRow, evidenceOf, explanations } from '@strata/db';
import { builder } from './builder.ts';
import { connect } from './connect.ts';
import { ExplanationConnection } from './connections.ts';
import { Replication } from './evidence.ts';
import { parseRowId } from './global-ids.ts';
import { Grade, Specialization } from './inputs/enums.ts';
import { ExplanationOrder } from './inputs/order.ts';
import { ExplanationWhere } from './inputs/refs.ts';
import { labelledShare } from './labelled-share.ts';
import { pageArgs } from './page-args.ts';
import { present } from './present.ts';
import { Cluster, Explanation, Formula, Run, Unit } from './refs.ts';

const NOT_COMPUTED = 'null where that was not computed: the same `strata explain` again adds it.';
const NOT_SEARCHED = 'null where none was repeated.';

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
    shuffledSampleCoverage: t.exposeFloat('shuffledSampleCoverage', {
      nullable: true,
      description: `Sample coverage where each image has the neuron’s map of another one, which knows nothing of it: what a formula in so many pixels is met by anyway; ${NOT_COMPUTED}`,
    }),
    explanationCoverage: t.exposeFloat('explanationCoverage', {
      nullable: true,
      description:
        'Of the samples in which the neuron fires in the range, the share in which the formula holds there (explanation coverage); null when it was not measured.',
    }),
  }),
});

builder.node(Explanation, {
  description:
    'The formula that a neuron overlaps best with when it fires in one range, how well it matches, and what that is worth.',
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
    chance: t.exposeFloat('chance', {
      description: 'Chance level: the overlap that area alone would give to one formula chosen beforehand.',
    }),
    lift: t.exposeFloat('lift', {
      nullable: true,
      description:
        'How many times better than chance the overlap is, for one formula chosen beforehand: the one shown is the best of thousands; null when chance is 0.',
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
        'How specialized it is: its formula compared with those of the same layer in untrained networks; null without such a baseline run.',
    }),
    defaultFormula: t.field({
      type: Formula,
      nullable: true,
      description:
        'Why it is not specialized: the formula, frequent before training, that it equals or begins like (default formula); null otherwise.',
      resolve: ({ defaultFormulaId }, _, { rows }) =>
        defaultFormulaId === null ? null : rows.formula.load(defaultFormulaId),
    }),
    grade: t.expose('grade', {
      type: Grade,
      nullable: true,
      description: `What it is worth; ${NOT_COMPUTED}`,
    }),
    heldOutIou: t.float({
      nullable: true,
      description: `Overlap (IoU) on held-out images: of the formulas found without a part of the images, on that part, over all parts; ${NOT_COMPUTED}`,
      resolve: (row) => iou(row.heldOutIntersection, row.heldOutUnion),
    }),
    shuffledIou: t.float({
      nullable: true,
      description: `Overlap (IoU) of the same formulas with the labels of other images (shuffled images); ${NOT_COMPUTED}`,
      resolve: (row) => iou(row.shuffledIntersection, row.shuffledUnion),
    }),
    timesShuffled: t.exposeFloat('timesShuffled', {
      nullable: true,
      description: `How many times as much held-out images overlap as shuffled ones, heldOutIou over shuffledIou: the size that ranges and versions can be compared by. Null where the latter is 0; also ${NOT_COMPUTED}`,
    }),
    kept: t.float({
      nullable: true,
      description: `The share of its overlap that is kept on held-out images, heldOutIou over iou; ${NOT_COMPUTED}`,
      resolve: ({ iou: own, ...row }) => {
        const heldOut = iou(row.heldOutIntersection, row.heldOutUnion);
        return heldOut === null || own === 0 ? null : heldOut / own;
      },
    }),
    shiftedIou: t.float({
      nullable: true,
      description: `Overlap (IoU) of the same formulas where each map is moved within its image: whether place matters. Null where maps have one value; also ${NOT_COMPUTED}`,
      resolve: (row) => iou(row.shiftedIntersection, row.shiftedUnion),
    }),
    heldOutP: t.exposeFloat('heldOutP', {
      nullable: true,
      description: `How often shuffled images overlap as much as held-out ones (p-value); ${NOT_COMPUTED}`,
    }),
    heldOutQ: t.exposeFloat('heldOutQ', {
      nullable: true,
      description: `The same adjusted over all explanations of the layer (Benjamini–Hochberg); ${NOT_COMPUTED}`,
    }),
    nullMean: t.exposeFloat('nullMean', {
      nullable: true,
      description: `The overlap (IoU) that the search finds over shuffled images, on average; ${NOT_SEARCHED}`,
    }),
    nullUpper: t.exposeFloat('nullUpper', {
      nullable: true,
      description: `The overlap that 95 % of those searches stay below; null with fewer than 19 of them.`,
    }),
    nullP: t.exposeFloat('nullP', {
      nullable: true,
      description: 'How often a search over shuffled images finds as much overlap (p-value); null with fewer than 19.',
    }),
    nullSearches: t.exposeInt('nullSearches', {
      nullable: true,
      description: `How often the search was repeated over shuffled images; ${NOT_SEARCHED}`,
    }),
    replication: t.field({
      type: Replication,
      nullable: true,
      description: `In how many parts of the images left out in turn it is found again; ${NOT_COMPUTED}`,
      resolve: (row) => replicationOf(row),
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
      'The formulas that neurons overlap best with, range by range, in the shown run of every layer; best overlap first by default.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: ExplanationWhere, description: 'Only such explanations.' }),
      orderBy: t.arg({ type: ExplanationOrder, description: 'Default: IOU DESC.' }),
    },
    resolve: (_, args, context) => connect(context, explanations, args),
  }),
}));

/** Intersection over union; 0 of two empty sets, null of unknown ones. */
function iou(intersection: number | null, union: number | null): number | null {
  if (intersection === null || union === null) return null;
  return union === 0 ? 0 : intersection / union;
}

function replicationOf(row: ExplanationRow) {
  const evidence = evidenceOf(row);
  return evidence && { folds: evidence.folds, ...evidence.heldOut.replication };
}
