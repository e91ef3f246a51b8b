import { and, eq, sql } from 'drizzle-orm';
import { review, verdict } from '../../schema/index.ts';
import { onlyRow, type Transaction } from '../batches.ts';
import type { Store } from '../open-store.ts';

export type ReviewRow = typeof review.$inferSelect;
export type NewReview = Omit<typeof review.$inferInsert, 'id' | 'createdAt'>;

export interface WrittenReview {
  readonly review: ReviewRow;
  /** REPEATED: it was there already, the same. OTHER: the key was used for another review, which this is. */
  readonly outcome: 'WRITTEN' | 'REPEATED' | 'OTHER';
}

/**
 * Adds what somebody says of an explanation, in one transaction with what they say of it now. Sent again with the same key it
 * is stored once, also when both arrive at the same time: the second waits for the first.
 */
export function writeReview({ db }: Store, said: NewReview): Promise<WrittenReview> {
  return db.transaction(async (tx) => {
    const [added] = await tx
      .insert(review)
      .values(said)
      .onConflictDoNothing({ target: [review.reviewer, review.idempotencyKey] })
      .returning();
    if (!added) return findWritten(tx, said);
    await tx
      .insert(verdict)
      .values({ ...said, reviewId: added.id })
      .onConflictDoUpdate({
        target: [verdict.explanationId, verdict.reviewer],
        set: { reviewId: added.id, verdict: added.verdict },
        // Of two at once the later row stands, whichever is written first.
        setWhere: sql`${verdict.reviewId} < ${added.id}`,
      });
    return { review: added, outcome: 'WRITTEN' };
  });
}

async function findWritten(tx: Transaction, said: NewReview): Promise<WrittenReview> {
  const { reviewer, idempotencyKey } = said;
  const rows = await tx
    .select()
    .from(review)
    .where(and(eq(review.reviewer, reviewer), eq(review.idempotencyKey, idempotencyKey)));
  const found = onlyRow(rows);
  const isSame =
    found.explanationId === said.explanationId &&
    found.verdict === said.verdict &&
    found.reason === (said.reason ?? null) &&
    found.betterName === (said.betterName ?? null);
  return { review: found, outcome: isSame ? 'REPEATED' : 'OTHER' };
}
