import { sql } from 'drizzle-orm';
import type { List } from '../lists/list.ts';
import type { Store } from '../open-store.ts';
import { byIds } from './by-ids.ts';

type Reader = ReturnType<typeof byIds<unknown>>;

const readers = new WeakMap<object, Reader>();

/** The rows of these ids, in any order; ids without a row are missing. Not confined to what the list shows. */
export async function readRows<Row extends { readonly id: number }, Where>(
  store: Store,
  list: List<Row, Where>,
  ids: readonly number[],
): Promise<Row[]> {
  const read = readers.get(list) ?? readerOf(list);
  readers.set(list, read);
  // The list pairs its columns with its row type; the query builder cannot know.
  return (await read(store, ids)) as Row[];
}

function readerOf<Row extends { readonly id: number }, Where>({ name, columns, table, id }: List<Row, Where>): Reader {
  return byIds(`${name} by id`, (db, ids) => db.select(columns).from(table).where(sql`${id} = ${ids}`));
}
