import { type QueuedRow, reviewQueueOf } from '@strata/db';
import { DOUBT } from '@strata/domain';
import { reviewerOf } from '../../auth/reviewer.ts';
import { builder } from '../builder.ts';
import { connect } from '../connect.ts';
import { connectionOf } from '../connection.ts';
import { ExplanationWhere } from '../inputs/refs.ts';
import { pageArgs } from '../page-args.ts';
import { Explanation } from '../refs.ts';

const ReviewOrder = builder.enumType('ReviewOrder', {
  description: 'Which explanations are judged first. Ties are ordered by id.',
  values: {
    PRIORITY: { description: 'Those of the highest priority: importance × doubt.' },
    DRAW: {
      description:
        'As drawn by chance, doubtful ones oftener: from the first ones, the whole layer can be estimated. The same each time.',
    },
  } as const,
});

const QueuedExplanation = builder.objectRef<QueuedRow>('QueuedExplanation').implement({
  description: 'An explanation that the caller has not judged.',
  fields: (t) => ({
    explanation: t.field({ type: Explanation, description: 'The explanation.', resolve: (row) => row }),
    priority: t.exposeFloat('priority', { description: 'importance × doubt.' }),
    importance: t.exposeFloat('importance', {
      description:
        'How much depends on the range, 0–1. Where it was measured: of the predictions that change without it, those beyond its control, plus one, over the samples plus two. Else its share of the neuron’s activations.',
    }),
    importanceIsMeasured: t.exposeBoolean('importanceIsMeasured', {
      description: 'Whether the importance was measured by setting the range to zero.',
    }),
    doubt: t.exposeFloat('doubt', {
      description: `What a person’s look would settle, by grade: PARTLY and without a grade ${DOUBT.PARTLY}, UNCLEAR ${DOUBT.UNCLEAR}, NONE ${DOUBT.NONE}, CLEAR ${DOUBT.CLEAR}.`,
    }),
  }),
});

const QueuedExplanationConnection = connectionOf(QueuedExplanation, 'explanations to be judged');

builder.queryFields((t) => ({
  reviewQueue: t.field({
    type: QueuedExplanationConnection,
    description:
      'Explanations of trained versions that the caller has not judged, and to which none of their verdicts was carried over. What others say plays no part in it. For reviewers.',
    args: {
      ...pageArgs(t.arg),
      where: t.arg({ type: ExplanationWhere, description: 'Only such explanations.' }),
      order: t.arg({ type: ReviewOrder, description: 'Default: PRIORITY.' }),
    },
    resolve: (_, { order, ...args }, context) =>
      connect(context, reviewQueueOf(reviewerOf(context.caller)), {
        ...args,
        orderBy: order === 'DRAW' ? { field: 'DRAW', direction: 'ASC' } : null,
      }),
  }),
}));
