import { and, count, inArray, type SQL, sql } from 'drizzle-orm';
import { resolveNames } from '../filters/names.ts';
import type { Store } from '../open-store.ts';
import { type KeysetPage, keysetOf } from './keyset.ts';
import type { ChildList, List, OrderBy } from './list.ts';

/** A filter as SQL, once what it names was looked up: one answer for the rows and for their number. */
export type Condition = Promise<SQL | undefined>;

export interface ListQuery<Where> {
  /** Default: all rows of the list. */
  readonly where?: Where | null | undefined;
  /** What the filter was found to mean. Default: it is looked up. */
  readonly condition?: Condition | undefined;
  /** Default: the list's own order. */
  readonly orderBy?: OrderBy | undefined;
}

export interface PageQuery<Where> extends ListQuery<Where> {
  readonly page: KeysetPage;
}

/** One page of a list; read backwards when the page is inverted. */
export async function readPage<Row extends { readonly id: number }, Where>(
  { db }: Store,
  list: List<Row, Where>,
  { where, condition = conditionOf(db, { list, where }), orderBy = list.defaultOrder, page }: PageQuery<Where>,
): Promise<Row[]> {
  const keyset = keysetOf(list, { orderBy, page });
  const found = and(await condition, ...keyset.where);
  const ordered = (places: SQL | undefined) =>
    db
      .select(list.columns)
      .from(list.table)
      .where(places)
      .orderBy(...keyset.order)
      .limit(page.limit);
  const rows = await ordered(list.placesFirst ? placesOf(list, { where, found, order: keyset.order, page }) : found);
  // The list pairs its columns with its row type; the query builder cannot know.
  return rows as unknown as Row[];
}

/** The rows of a page by their ids, which are looked for in indexes alone. */
function placesOf<Row extends { readonly id: number }, Where>(
  list: List<Row, Where>,
  asked: { where: Where | null | undefined; found: SQL | undefined; order: readonly SQL[]; page: KeysetPage },
): SQL {
  const parts = (asked.where && list.partsOf?.(asked.where)) ?? [];
  const paged = sql`order by ${sql.join([...asked.order], sql`, `)} limit ${asked.page.limit}`;
  const places = (part: SQL | undefined) =>
    sql`select ${list.id} from ${list.table} where ${and(part, asked.found) ?? sql`true`} ${paged}`;
  // The best of all are among the best of each part.
  const candidates = parts.map((part) => sql`array(${places(part)})`);
  if (candidates.length === 0) return sql`${list.id} = any(array(${places(undefined)}))`;
  return sql`${list.id} = any(${sql.join(candidates, sql` || `)})`;
}

/** The same page for each of several parents, in one statement: parents without rows are missing. */
export async function readPages<Row extends { readonly id: number }, Where>(
  { db }: Store,
  list: ChildList<Row, Where>,
  {
    parents,
    where,
    condition = conditionOf(db, { list, where }),
    orderBy = list.defaultOrder,
    page,
  }: PageQuery<Where> & { readonly parents: readonly number[] },
): Promise<Map<number, Row[]>> {
  const keyset = keysetOf(list, { orderBy, page });
  const order = sql.join(keyset.order, sql`, `);
  const child = db
    .select({ ...list.columns, place: sql<number>`row_number() over (order by ${order})`.as('place') })
    .from(list.table)
    .where(and(sql`${list.parent} = parent.id`, await condition, ...keyset.where))
    .orderBy(...keyset.order)
    .limit(page.limit)
    .as('child');
  const columns = child as unknown as Readonly<Record<string, SQL.Aliased>>;
  const names = Object.keys(list.columns);
  const rows = await db
    .select({
      parentId: sql<number>`parent.id`.mapWith(Number),
      row: Object.fromEntries(names.map((name) => [name, columns[name] as SQL.Aliased])),
    })
    .from(sql`unnest(${sql.param([...parents])}::bigint[]) as parent(id)`)
    .crossJoinLateral(child)
    // A join promises no order of its own.
    .orderBy(columns.place as SQL.Aliased);
  const byParent = new Map<number, Row[]>();
  for (const { parentId, row } of rows) {
    const page = byParent.get(parentId) ?? [];
    page.push(row as unknown as Row);
    byParent.set(parentId, page);
  }
  return byParent;
}

/** How many rows the list has. */
export async function countRows<Row extends { readonly id: number }, Where>(
  { db }: Store,
  list: List<Row, Where>,
  { where, condition = conditionOf(db, { list, where }) }: Omit<ListQuery<Where>, 'orderBy'>,
): Promise<number> {
  const rows = await db
    .select({ count: count() })
    .from(list.table)
    .where(await condition);
  return rows[0]?.count ?? 0;
}

/** How many rows each parent has, in one statement; parents without rows are missing. */
export async function countRowsOf<Row extends { readonly id: number }, Where>(
  { db }: Store,
  list: ChildList<Row, Where>,
  {
    parents,
    where,
    condition = conditionOf(db, { list, where }),
  }: Omit<ListQuery<Where>, 'orderBy'> & { readonly parents: readonly number[] },
): Promise<Map<number, number>> {
  const rows = await db
    .select({ parentId: list.parent, count: count() })
    .from(list.table)
    .where(and(inArray(list.parent, [...parents]), await condition))
    .groupBy(list.parent);
  return new Map(rows.map((row) => [Number(row.parentId), row.count]));
}

/** Which rows the list has that the filter finds. */
export async function conditionOf<Row extends { readonly id: number }, Where>(
  db: Store['db'],
  { list, where }: { list: List<Row, Where>; where: Where | null | undefined },
): Promise<SQL | undefined> {
  if (where == null) return list.only;
  const names = await resolveNames(db, list.resolvesNames ? Object(where) : {});
  const narrowed = await list.narrow?.(db, { where, names });
  return and(list.only, narrowed?.condition, list.where(narrowed?.where ?? where, { names }));
}
