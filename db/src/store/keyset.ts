import { and, asc, desc, eq, gt, lt, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** A place in an ordered list: the value ordered by and the row's id, which breaks ties. */
export type Keyset = readonly [key: string | number, id: number];

export interface KeysetPage {
  /** Only rows behind this place; default from the start. */
  readonly after?: Keyset | undefined;
  /** Only rows ahead of this place; default to the end. */
  readonly before?: Keyset | undefined;
  readonly limit: number;
  /** Read from the end backwards. */
  readonly inverted: boolean;
}

/** Condition and order of one page over (`key`, id ascending); `descending`, default false, turns the key alone. */
export function keysetOf(
  page: KeysetPage,
  { key, id, descending = false }: { key: PgColumn; id: PgColumn; descending?: boolean },
): { where: SQL | undefined; orderBy: SQL[] } {
  const [onward, back] = descending ? [lt, gt] : [gt, lt];
  const { after, before } = page;
  return {
    where: and(
      after && or(onward(key, after[0]), and(eq(key, after[0]), gt(id, after[1]))),
      before && or(back(key, before[0]), and(eq(key, before[0]), lt(id, before[1]))),
    ),
    orderBy: [descending !== page.inverted ? desc(key) : asc(key), page.inverted ? desc(id) : asc(id)],
  };
}
