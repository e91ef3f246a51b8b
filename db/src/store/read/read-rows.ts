import { inArray, sql } from 'drizzle-orm';
import type { List } from '../lists/list.ts';
import type { Store } from '../open-store.ts';

/** The rows of these ids, in any order; ids without a row are missing. Not confined to what the list shows. */
export async function readRows<Row extends { readonly id: number }, Where>(
  { db }: Store,
  list: List<Row, Where>,
  ids: readonly number[],
): Promise<Row[]> {
  const rows = await db
    .select(list.columns)
    .from(list.table)
    .where(inArray(sql`${list.id}`, [...ids]));
  // The list pairs its columns with its row type; the query builder cannot know.
  return rows as unknown as Row[];
}
