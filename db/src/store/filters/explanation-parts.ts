import { type SQL, sql } from 'drizzle-orm';
import type { ExplanationWhere } from './filter-types.ts';
import { sidesOf } from './operators.ts';

/**
 * Conditions that cut what the filter finds into a part for each class that it asks for: the index on class and IoU holds
 * each part in order, and what is of a lower class lies far down the list of all. Empty when the filter doesn't ask for
 * several classes at its top.
 */
export function explanationParts(where: ExplanationWhere): SQL[] {
  const lists = sidesOf(where).flatMap(({ specialization }) => (specialization?.in ? [specialization.in] : []));
  const different = [...new Set(lists[0])];
  return different.length < 2 ? [] : different.map((one) => sql`explanation.specialization = ${one}`);
}
