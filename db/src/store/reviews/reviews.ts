import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { review } from '../../schema/index.ts';
import type { ChildList, List } from '../lists/list.ts';
import { answeredSql } from './carried-sql.ts';
import type { ReviewRow } from './write-review.ts';

/** Whose reviews are read: those of explanations that this reviewer has answered; null: all. */
export type ReviewSight = string | null;

/** All that was ever said, the newest first. */
export const reviews: List<ReviewRow, never> = {
  name: 'reviews',
  table: review,
  columns: getTableColumns(review),
  id: review.id,
  orders: { CREATED_AT: { column: review.createdAt, sortValue: (row) => row.createdAt, kind: 'string' } },
  defaultOrder: { field: 'CREATED_AT', direction: 'DESC' },
  where: () => sql`true`,
};

/** What was said of an explanation, the newest first, as far as it may be seen. */
export function reviewsOfExplanation(sight: ReviewSight): ChildList<ReviewRow, never> {
  return { ...reviews, name: 'reviewsOfExplanation', parent: review.explanationId, only: seenBy(sight) };
}

function seenBy(sight: ReviewSight): SQL | undefined {
  return sight === null ? undefined : sql`${review.explanationId} in ${answeredSql(sight)}`;
}
