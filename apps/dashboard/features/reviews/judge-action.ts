'use server';

import { REVIEW_VERDICTS } from '@strata/domain';
import { z } from 'zod';
import { ask } from '../../data/ask';
import type { JudgementFragment } from '../../gql/graphql';
import { JUDGE } from './queue-query';

/** What came of sending a review. AWAY: nobody knows whether it is stored; sending it again stores it once. */
export type SentReview =
  | { readonly kind: 'STORED'; readonly judgement: JudgementFragment['judgement'] | null }
  | { readonly kind: 'REFUSED'; readonly message: string }
  | { readonly kind: 'AWAY' };

const inputShape = z.object({
  explanation: z.string(),
  verdict: z.enum(REVIEW_VERDICTS),
  reason: z.string(),
  betterName: z.string(),
  idempotencyKey: z.string(),
});

/** Sends what a visitor says of an explanation. */
export async function sendReview(review: z.infer<typeof inputShape>): Promise<SentReview> {
  const read = inputShape.safeParse(review);
  if (!read.success) return { kind: 'REFUSED', message: z.prettifyError(read.error) };
  const answer = await ask(JUDGE, { input: read.data });
  if (answer.kind === 'unreachable') return { kind: 'AWAY' };
  if (answer.kind === 'refused')
    // Asked too fast, or signed out meanwhile: what was written is kept, and can be sent later.
    return RETRIED.has(answer.code) ? { kind: 'AWAY' } : { kind: 'REFUSED', message: answer.message };
  const { judge } = answer.data;
  if (judge.__typename === 'JudgeSuccess') return { kind: 'STORED', judgement: judge.explanation.judgement ?? null };
  return { kind: 'REFUSED', message: judge.message };
}

const RETRIED = new Set(['RATE_LIMITED', 'TIMEOUT']);
