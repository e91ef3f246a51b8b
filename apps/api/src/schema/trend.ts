import type { DistributionRow, ModelRow, OtherRuleRow, TrendPointRow, TrendRunRow } from '@strata/db';
import { GRADES, SPECIALIZATIONS, type Specialization as SpecializationShape } from '@strata/domain';
import type { Share } from '@strata/statistics';
import { LIST_COST } from '../limits/query-limits.ts';
import { builder } from './builder.ts';
import { GradeCount } from './evidence.ts';
import { Specialization } from './inputs/enums.ts';
import { present } from './present.ts';
import { Model, ModelVersion, ProbeDataset, Run } from './refs.ts';

export interface TrendShape {
  readonly model: ModelRow;
  readonly layer: string;
  /** By sequence, at least one. */
  readonly runs: readonly TrendRunRow[];
}

const Distribution = builder.objectRef<DistributionRow>('Distribution').implement({
  description: 'How values spread. CountOf when the run was completed.',
  fields: (t) => ({
    n: t.exposeInt('n', { description: 'How many explanations have a value.' }),
    mean: t.exposeFloat('mean', { description: 'Their average.' }),
    meanLower: t.exposeFloat('meanLower', {
      description:
        'Lower end of the interval in which the average lies at 95 %: percentile bootstrap over the range’s explanations, 1,000 resamples, always the same ones.',
    }),
    meanUpper: t.exposeFloat('meanUpper', { description: 'Upper end of that interval.' }),
    median: t.exposeFloat('median', { description: 'Half lie below.' }),
    lowerQuartile: t.exposeFloat('lowerQuartile', { description: 'A quarter lies below.' }),
    upperQuartile: t.exposeFloat('upperQuartile', { description: 'Three quarters lie below.' }),
  }),
});

const LengthShare = builder.objectRef<{ length: number; n: number }>('LengthShare').implement({
  description: 'How many formulas have a length.',
  fields: (t) => ({
    length: t.exposeInt('length', { description: 'How many concepts the formulas have.' }),
    n: t.exposeInt('n', { description: 'How many formulas have this length.' }),
  }),
});

interface ClassShare extends Share {
  readonly specialization: SpecializationShape;
  readonly n: number;
}

const SpecializationShare = builder.objectRef<ClassShare>('SpecializationShare').implement({
  description: 'How many of a range’s explanations are of a class.',
  fields: (t) => ({
    specialization: t.expose('specialization', { type: Specialization, description: 'The class.' }),
    n: t.exposeInt('n', { description: 'How many explanations are of this class.' }),
    share: t.exposeFloat('share', { description: 'The same as a share of all that are counted, 0–1.' }),
    lower: t.exposeFloat('lower', { description: 'Lower end of the share’s Wilson score interval at 95 %.' }),
    upper: t.exposeFloat('upper', { description: 'Upper end of that interval.' }),
  }),
});

const ShareInterval = builder.objectRef<Share>('ShareInterval').implement({
  description:
    'A share, and how far it can be off as only so many explanations were counted: the Wilson score interval at 95 %. (A bootstrap would call a share of 0 or 1 certain.)',
  fields: (t) => ({
    share: t.exposeFloat('share', { description: 'The share that was counted, 0–1.' }),
    lower: t.exposeFloat('lower', { description: 'The interval’s lower end.' }),
    upper: t.exposeFloat('upper', { description: 'The interval’s upper end.' }),
  }),
});

const TrendPoint = builder.objectRef<TrendPointRow>('TrendPoint').implement({
  description: 'An activation range of a layer in one version, over all its neurons.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', { description: 'The range’s number; 1 is the weakest.' }),
    n: t.exposeInt('n', { description: 'How many explanations are counted.' }),
    iou: t.field({
      type: Distribution,
      description: 'Overlap (IoU).',
      resolve: ({ metrics: { IOU } }) => known(IOU),
    }),
    lift: t.field({
      type: Distribution,
      nullable: true,
      description:
        'How many times better than chance, for one formula chosen beforehand, where chance is not 0; null where it always is.',
      resolve: ({ metrics: { LIFT } }) => LIFT ?? null,
    }),
    heldOutIou: t.field({
      type: Distribution,
      nullable: true,
      description: 'Overlap (IoU) on held-out images; null where it was not computed.',
      resolve: ({ metrics: { HELD_OUT_IOU } }) => HELD_OUT_IOU ?? null,
    }),
    shuffledIou: t.field({
      type: Distribution,
      nullable: true,
      description: 'Overlap (IoU) of the same formulas on shuffled images; null where it was not computed.',
      resolve: ({ metrics: { SHUFFLED_IOU } }) => SHUFFLED_IOU ?? null,
    }),
    timesShuffled: t.field({
      type: Distribution,
      nullable: true,
      description:
        'How many times as much held-out images overlap as shuffled ones. Its average is the ratio of both averages, with a bootstrap interval over explanations; null where it was not computed.',
      resolve: ({ metrics: { TIMES_SHUFFLED } }) => TIMES_SHUFFLED ?? null,
    }),
    grades: t.field({
      type: [GradeCount],
      nullable: true,
      description: 'How many explanations are worth what, each grade once, the best first; null where none is graded.',
      complexity: LIST_COST,
      resolve: ({ grades }) => grades && GRADES.map((grade) => ({ grade, n: grades[grade] })),
    }),
    length: t.field({
      type: Distribution,
      description: 'How many concepts the formulas have.',
      resolve: ({ metrics: { LENGTH } }) => known(LENGTH),
    }),
    meanChance: t.float({
      description: 'The overlap that area alone would give, on average.',
      resolve: ({ metrics: { CHANCE } }) => known(CHANCE).mean,
    }),
    detectionAccuracy: t.field({
      type: Distribution,
      description: 'Of the formula’s pixels, the share where the neuron fires (detection accuracy).',
      resolve: ({ metrics: { DETECTION_ACCURACY } }) => known(DETECTION_ACCURACY),
    }),
    activationCoverage: t.field({
      type: Distribution,
      description: 'Of the neuron’s pixels, the share where the formula holds (activation coverage).',
      resolve: ({ metrics: { ACTIVATION_COVERAGE } }) => known(ACTIVATION_COVERAGE),
    }),
    sampleCoverage: t.field({
      type: Distribution,
      nullable: true,
      description:
        'Of the samples with the formula, the share in which the neuron fires there (sample coverage); null when it was not measured.',
      resolve: ({ metrics: { SAMPLE_COVERAGE } }) => SAMPLE_COVERAGE ?? null,
    }),
    explanationCoverage: t.field({
      type: Distribution,
      nullable: true,
      description:
        'Of the samples in which the neuron fires, the share with the formula there (explanation coverage); null when it was not measured.',
      resolve: ({ metrics: { EXPLANATION_COVERAGE } }) => EXPLANATION_COVERAGE ?? null,
    }),
    lengthShares: t.field({
      type: [LengthShare],
      description: 'How many formulas have length 1, 2, 3 …, ascending; lengths that none has are left out.',
      complexity: LIST_COST,
      resolve: ({ lengthShares }) => [...lengthShares],
    }),
    specializationShares: t.field({
      type: [SpecializationShare],
      nullable: true,
      description:
        'The range class by class, compared with untrained networks; null when there is none. What they show as well is in `run.excess`.',
      complexity: LIST_COST,
      resolve: ({ classes, shares }) => classes && shares && classShares(classes, shares),
    }),
    specializedShare: t.field({
      type: ShareInterval,
      nullable: true,
      description:
        'The share of explanations that are SPECIALIZED, with its Wilson score interval at 95 %; null when there is no baseline.',
      resolve: ({ shares }) => shares?.SPECIALIZED ?? null,
    }),
  }),
});

const TrendVersion = builder.objectRef<TrendRunRow>('TrendVersion').implement({
  description: 'One version of a trend.',
  fields: (t) => ({
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint.',
      resolve: ({ modelVersionId }, _, { rows }) => present(rows.modelVersion.load(modelVersionId)),
    }),
    run: t.field({
      type: Run,
      description: 'The run that is counted: the version’s newest completed one with the trend’s settings.',
      resolve: ({ runId }, _, { rows }) => present(rows.run.load(runId)),
    }),
    unitCount: t.exposeInt('unitsDone', { description: 'How many neurons the run looked at.' }),
    layerUnitCount: t.exposeInt('layerUnitCount', { description: 'How many neurons the whole layer has.' }),
    points: t.field({
      type: [TrendPoint],
      description: 'One for each activation range, ascending; ranges without an explanation are left out.',
      complexity: LIST_COST,
      resolve: async ({ runId }, _, { rows }) => [...(await rows.trendPoints.load(runId))],
    }),
  }),
});

const LeftOutVersion = builder.objectRef<OtherRuleRow>('LeftOutVersion').implement({
  description: 'A version that a trend leaves out.',
  fields: (t) => ({
    modelVersion: t.field({
      type: ModelVersion,
      description: 'The checkpoint.',
      resolve: ({ modelVersionId }, _, { rows }) => present(rows.modelVersion.load(modelVersionId)),
    }),
    run: t.field({
      type: Run,
      description: 'Its newest completed run, with the rule that it had.',
      resolve: ({ runId }, _, { rows }) => present(rows.run.load(runId)),
    }),
  }),
});

export const Trend = builder.objectRef<TrendShape>('Trend').implement({
  description:
    'How a layer’s ranges change from version to version, over runs with the settings of the newest completed run.',
  fields: (t) => ({
    model: t.expose('model', { type: Model, description: 'The network.' }),
    layer: t.exposeString('layer', { description: 'The layer’s name.' }),
    clusterCount: t.int({
      description: 'How many activation ranges were asked for (k).',
      resolve: ({ runs }) => runs[0]?.clusters ?? 0,
    }),
    probeDataset: t.field({
      type: ProbeDataset,
      description: 'The images that the runs were made on.',
      resolve: ({ runs }, _, { rows }) => present(rows.probeDataset.load(runs[0]?.probeDatasetId ?? 0)),
    }),
    leftOut: t.field({
      type: [LeftOutVersion],
      description:
        'The versions that are not counted, as their newest completed run left zeros out by another rule (--off-share) than the trend, by sequence: their ranges do not mean the same.',
      complexity: LIST_COST,
      resolve: async ({ model, layer }, _, { rows }) => [
        ...(await rows.otherZeroRules.load({ modelId: model.id, layer })),
      ],
    }),
    versions: t.field({
      type: [TrendVersion],
      description: 'The versions that have such a run, by sequence.',
      complexity: LIST_COST,
      resolve: ({ runs }) => [...runs],
    }),
  }),
});

builder.objectField(Run, 'points', (t) =>
  t.field({
    type: [TrendPoint],
    description: 'Its explanations summed up, range by range, ascending; empty before the run is completed.',
    complexity: LIST_COST,
    resolve: async ({ id }, _, { rows }) => [...(await rows.trendPoints.load(id))],
  }),
);

/** A metric that every explanation has. @throws Error when it is missing, which is a defect */
function known(distribution: DistributionRow | undefined): DistributionRow {
  if (!distribution) throw new Error('Expected a metric that every explanation has, none came.');
  return distribution;
}

type Classes = NonNullable<TrendPointRow['classes']>;

function classShares(classes: Classes, shares: NonNullable<TrendPointRow['shares']>): ClassShare[] {
  return SPECIALIZATIONS.map((specialization) => ({
    specialization,
    n: classes[specialization],
    ...shares[specialization],
  }));
}
