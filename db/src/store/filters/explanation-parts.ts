import { type SQL, sql } from 'drizzle-orm';
import type { ExplanationWhere } from './filter-types.ts';
import { sidesOf } from './operators.ts';

/**
 * Conditions that cut what the filter finds into a part for each class, or else each grade, that it asks for: the index on
 * it and IoU holds each part in order, and what is of a lower one lies far down the list of all. Empty when the filter
 * doesn't ask for several at its top.
 */
export function explanationParts(where: ExplanationWhere): SQL[] {
  const sides = sidesOf(where);
  const classes = firstList(sides.map(({ specialization }) => specialization?.in));
  if (classes.length > 1) return classes.map((one) => sql`explanation.specialization = ${one}`);
  const grades = firstList(sides.map(({ grade }) => grade?.in));
  return grades.length < 2 ? [] : grades.map((one) => sql`explanation.grade = ${one}`);
}

/** What the first of them names, each once. */
function firstList<Choice>(lists: readonly (readonly Choice[] | null | undefined)[]): Choice[] {
  return [...new Set(lists.find((list) => list))];
}
