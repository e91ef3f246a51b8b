import {
  type ReviewAgreement as AgreementShape,
  agreementsOf,
  type ReviewEstimate as EstimateShape,
  estimateOf,
} from '@strata/db';
import type { Agreement } from '@strata/statistics';
import { judgementSight } from '../../auth/reviewer.ts';
import { LIST_COST } from '../../limits/query-limits.ts';
import { builder } from '../builder.ts';
import { Layer } from '../refs.ts';

const BLIND = 'To the role REVIEWER, only what the caller has judged is counted.';

const AgreementMeasure = builder.objectRef<Agreement>('AgreementMeasure').implement({
  description: 'How far reviewers agree beyond chance: 1 is always, 0 as often as chance, less than 0 more seldom.',
  fields: (t) => ({
    value: t.float({
      nullable: true,
      description: 'The measure; null where all verdicts are the same, so that nothing tells agreement from chance.',
      resolve: ({ value }) => (Number.isFinite(value) ? value : null),
    }),
    lower: t.float({
      nullable: true,
      description: 'Lower end of its 95 % interval (percentile bootstrap over explanations); null where there is none.',
      resolve: ({ interval }) => interval?.lower ?? null,
    }),
    upper: t.float({
      nullable: true,
      description: 'Upper end of that interval.',
      resolve: ({ interval }) => interval?.upper ?? null,
    }),
  }),
});

const ReviewAgreement = builder.objectRef<AgreementShape>('ReviewAgreement').implement({
  description:
    'How far reviewers agree on the explanations of a layer or a range; the four verdicts are four names, UNSURE is one of them. Verdicts carried over count.',
  fields: (t) => ({
    clusterIndex: t.exposeInt('clusterIndex', {
      nullable: true,
      description: 'The activation range’s number; 1 is the weakest. Null: of all ranges.',
    }),
    explanations: t.exposeInt('explanations', { description: 'How many explanations there are.' }),
    judged: t.exposeInt('judged', { description: 'How many of them somebody has judged.' }),
    judgedByTwo: t.exposeInt('judgedByTwo', { description: 'How many of them two or more have judged.' }),
    reviewers: t.exposeInt('reviewers', { description: 'How many people have judged.' }),
    confirmed: t.int({ description: 'How many are CONFIRMED.', resolve: ({ judgements }) => judgements.CONFIRMED }),
    partlyConfirmed: t.int({
      description: 'How many are PARTLY_CONFIRMED.',
      resolve: ({ judgements }) => judgements.PARTLY_CONFIRMED,
    }),
    rejected: t.int({ description: 'How many are REJECTED.', resolve: ({ judgements }) => judgements.REJECTED }),
    disputed: t.int({ description: 'How many are DISPUTED.', resolve: ({ judgements }) => judgements.DISPUTED }),
    undecided: t.int({ description: 'How many are UNDECIDED.', resolve: ({ judgements }) => judgements.UNDECIDED }),
    cohen: t.field({
      type: AgreementMeasure,
      nullable: true,
      description:
        'Cohen’s κ (1960) over what both have judged; null unless exactly two people have judged something in common.',
      resolve: ({ cohen }) => cohen,
    }),
    fleiss: t.field({
      type: AgreementMeasure,
      nullable: true,
      description: 'Fleiss’ κ (1971) over what every reviewer has judged; null where there is nothing.',
      resolve: ({ fleiss }) => fleiss,
    }),
    krippendorff: t.field({
      type: AgreementMeasure,
      nullable: true,
      description: 'Krippendorff’s α for names (2011) over what two or more have judged; null where there is nothing.',
      resolve: ({ krippendorff }) => krippendorff,
    }),
  }),
});

const ReviewEstimate = builder.objectRef<EstimateShape>('ReviewEstimate').implement({
  description:
    'The share of a layer’s explanations that reviewers would confirm, from the first of those drawn (order DRAW of the review queue): up to the first that nobody has judged. One that several have judged counts by the share of them who confirm it.',
  fields: (t) => ({
    explanations: t.exposeInt('explanations', { description: 'How many explanations the layer has.' }),
    judged: t.exposeInt('judged', { description: 'How many judged ones it rests on.' }),
    share: t.exposeFloat('share', { description: 'The share that would be confirmed, 0–1.' }),
    lower: t.exposeFloat('lower', {
      description:
        'Lower end of its 95 % interval (priority sampling, Duffield, Lund and Thorup 2007; Korn and Graubard 1998).',
    }),
    upper: t.exposeFloat('upper', { description: 'Upper end of that interval.' }),
  }),
});

builder.objectFields(Layer, (t) => ({
  agreement: t.field({
    type: [ReviewAgreement],
    description: `How far reviewers agree: over all ranges of the shown run first, then range by range, ascending. ${BLIND}`,
    complexity: LIST_COST,
    resolve: async ({ currentRunId }, _, { rows, caller }) =>
      currentRunId === null
        ? []
        : agreementsOf(await rows.judged.load({ runId: currentRunId, sight: judgementSight(caller) })),
  }),
  reviewEstimate: t.field({
    type: ReviewEstimate,
    nullable: true,
    description: `How many of its explanations would be confirmed; null until the first one drawn is judged. ${BLIND}`,
    resolve: async ({ currentRunId }, _, { rows, caller }) =>
      currentRunId === null
        ? null
        : estimateOf(await rows.judged.load({ runId: currentRunId, sight: judgementSight(caller) })),
  }),
}));
