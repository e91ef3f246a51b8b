import { type ReviewRow, writeReview } from '@strata/db';
import { reviewerOf } from '../../auth/reviewer.ts';
import type { ApiContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { rowIdOf } from '../global-ids.ts';
import { present } from '../present.ts';
import { Explanation } from '../refs.ts';
import { Review } from '../reviews/review.ts';
import { ReviewVerdict } from '../reviews/verdicts.ts';
import { type Problem, problemType, UnknownObject } from './problems.ts';

/** Characters at most. */
const REASON_MAX = 2_000;
const NAME_MAX = 200;
const KEY = { min: 8, max: 100 } as const;

const JudgeInput = builder.inputType('JudgeInput', {
  description: 'What the caller says of an explanation.',
  fields: (t) => ({
    explanation: t.id({ required: true, description: 'The explanation.' }),
    verdict: t.field({ type: ReviewVerdict, required: true, description: 'What they say.' }),
    reason: t.string({ description: `Why, up to ${REASON_MAX} characters.` }),
    betterName: t.string({ description: `What they would call it instead, up to ${NAME_MAX} characters.` }),
    idempotencyKey: t.string({
      required: true,
      description: `Made by the caller for this one review, ${KEY.min} to ${KEY.max} characters, such as a UUID: sent again with the same key, as after an outage, it is stored once.`,
    }),
  }),
});

const InvalidReview = problemType('InvalidReviewProblem', 'No review has such words or such a key.');
const KeyUsed = problemType('KeyUsedProblem', 'The idempotency key was used for another review.');

interface Success {
  readonly __typename: 'JudgeSuccess';
  readonly review: ReviewRow;
}

const JudgeSuccess = builder.objectRef<Success>('JudgeSuccess').implement({
  description: 'The review is stored.',
  fields: (t) => ({
    review: t.field({ type: Review, description: 'The review as it is stored.', resolve: ({ review }) => review }),
    explanation: t.field({
      type: Explanation,
      description: 'What was judged; what others say of it may be seen from now on.',
      resolve: ({ review }, _, { rows }) => present(rows.explanation.load(review.explanationId)),
    }),
  }),
});

const Result = builder.unionType('JudgeResult', {
  description: 'What came of judge.',
  types: [JudgeSuccess, UnknownObject.ref, InvalidReview.ref, KeyUsed.ref],
  resolveType: ({ __typename }) => __typename,
});

builder.mutationFields((t) => ({
  judge: t.field({
    type: Result,
    description:
      'Says what the caller thinks of an explanation. Their newest review of it counts; older ones stay in its history. For reviewers.',
    args: { input: t.arg({ type: JudgeInput, required: true, description: 'What is said.' }) },
    resolve: (_, { input }, context) => judge(input, context),
  }),
}));

async function judge(input: typeof JudgeInput.$inferInput, context: ApiContext): Promise<Success | Problem> {
  const { rows, writer, caller } = context;
  const reason = wordsOf(input.reason);
  const betterName = wordsOf(input.betterName);
  const { idempotencyKey, verdict } = input;
  const problem = problemOf({ reason, betterName, idempotencyKey });
  if (problem !== null) return InvalidReview.of(problem);
  const explanation = await rows.explanation.load(rowIdOf('Explanation', String(input.explanation)));
  if (!explanation) return UnknownObject.of('Expected the id of an explanation; there is none of this id.');
  const reviewer = reviewerOf(caller);
  const said = { explanationId: explanation.id, reviewer, reviewerName: caller.name, verdict, reason, betterName };
  const { review, outcome } = await writeReview(writer, { ...said, idempotencyKey });
  if (outcome === 'OTHER')
    return KeyUsed.of(
      'Expected a key that was not used for another review of yours. Make a new one and send it again.',
    );
  return { __typename: 'JudgeSuccess', review };
}

/** Without white space around; null where nothing is left. */
function wordsOf(text: string | null | undefined): string | null {
  return text?.trim() || null;
}

function problemOf(said: {
  readonly reason: string | null;
  readonly betterName: string | null;
  readonly idempotencyKey: string;
}): string | null {
  const { reason, betterName, idempotencyKey } = said;
  const tooLong = (text: string | null, most: number) => [...(text ?? '')].length > most;
  if (tooLong(reason, REASON_MAX)) return `Expected a reason of up to ${REASON_MAX} characters; shorten it.`;
  if (tooLong(betterName, NAME_MAX)) return `Expected a better name of up to ${NAME_MAX} characters; shorten it.`;
  if (idempotencyKey.length < KEY.min || idempotencyKey.length > KEY.max)
    return `Expected an idempotency key of ${KEY.min} to ${KEY.max} characters, such as a UUID; got ${idempotencyKey.length}.`;
  if ([reason, betterName, idempotencyKey].some((text) => text?.includes('\0')))
    return 'Expected text without the character U+0000; leave it out.';
  return null;
}
