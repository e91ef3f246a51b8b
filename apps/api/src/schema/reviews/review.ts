import { type ReviewRow, reviews, reviewsOfExplanation } from '@strata/db';
import { reviewerOf, reviewSight } from '../../auth/reviewer.ts';
import { builder } from '../builder.ts';
import { connect, connectTo } from '../connect.ts';
import { connectionOf } from '../connection.ts';
import { pageArgs } from '../page-args.ts';
import { present } from '../present.ts';
import { Explanation } from '../refs.ts';
import { ReviewVerdict } from './verdicts.ts';

export const Review = builder.objectRef<ReviewRow>('Review').implement({
  description: 'What somebody said of an explanation, once. It is never changed: saying otherwise is another review.',
  fields: (t) => ({
    explanation: t.field({
      type: Explanation,
      description: 'What was judged.',
      resolve: ({ explanationId }, _, { rows }) => present(rows.explanation.load(explanationId)),
    }),
    verdict: t.expose('verdict', { type: ReviewVerdict, description: 'What they said.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'Why, in their words.' }),
    betterName: t.exposeString('betterName', { nullable: true, description: 'What they would call it instead.' }),
    reviewerName: t.exposeString('reviewerName', { description: 'What the reviewer was called then.' }),
    isOwn: t.boolean({
      description: 'Whether it is the caller’s.',
      resolve: ({ reviewer }, _, { caller }) => reviewer === reviewerOf(caller),
    }),
    isCurrent: t.boolean({
      description: 'Whether it is the reviewer’s newest of this explanation.',
      resolve: async ({ id, explanationId }, _, { rows }) =>
        (await rows.verdicts.load(explanationId)).some(({ reviewId }) => reviewId === id),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was stored.' }),
  }),
});

const ReviewConnection = connectionOf(Review, 'reviews');

builder.objectField(Explanation, 'reviews', (t) =>
  t.field({
    type: ReviewConnection,
    description:
      'What people said of it, the newest first; empty until the caller has answered, unless they are an administrator.',
    args: pageArgs(t.arg),
    resolve: ({ id }, args, context) =>
      connectTo(context, reviewsOfExplanation(reviewSight(context.caller)), { parent: id, args }),
  }),
);

builder.queryFields((t) => ({
  reviews: t.field({
    type: ReviewConnection,
    description: 'All that people said of explanations, the newest first. For administrators.',
    args: pageArgs(t.arg),
    resolve: (_, args, context) => connect(context, reviews, args),
  }),
}));
