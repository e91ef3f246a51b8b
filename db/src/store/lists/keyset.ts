import { asc, desc, is, type SQL, sql } from 'drizzle-orm';
import { PgColumn } from 'drizzle-orm/pg-core';
import type { List, Order, OrderBy, SortValue } from './list.ts';

/** A place in an ordered list: the value ordered by and the row's id, which breaks ties. */
export type Keyset = readonly [value: SortValue, id: number];

export interface KeysetPage {
  /** Only rows behind this place; default from the start. */
  readonly after?: Keyset | undefined;
  /** Only rows ahead of this place; default to the end. */
  readonly before?: Keyset | undefined;
  readonly limit: number;
  /** Read from the end backwards. */
  readonly inverted: boolean;
}

type Ordered = Pick<List<never, never>, 'id'> & {
  readonly orders: Readonly<Record<string, Pick<Order<never>, 'column' | 'nullable'>>>;
};

/** Condition and order of one page. Nulls come last in both directions; ids follow the direction. */
export function keysetOf(
  list: Ordered,
  { orderBy, page }: { orderBy: OrderBy; page: KeysetPage },
): { where: SQL[]; order: SQL[] } {
  const order = list.orders[orderBy.field];
  if (!order) throw new Error(`Expected an order of the list, came ${orderBy.field}.`);
  const { column, nullable = is(column, PgColumn) && !column.notNull } = order;
  const place = { column, id: list.id, nullable };
  const rises = orderBy.direction === 'ASC';
  const where: SQL[] = [];
  if (page.after) where.push(behind(place, { from: page.after, rises }));
  if (page.before) where.push(ahead(place, { from: page.before, rises }));
  // Read backwards, the order is turned: then nulls stand first.
  const up = rises !== page.inverted;
  const way = up ? asc : desc;
  const value = way(column);
  if (!place.nullable) return { where, order: [value, way(list.id)] };
  return { where, order: [page.inverted ? sql`${value} nulls first` : sql`${value} nulls last`, way(list.id)] };
}

interface Place {
  readonly column: PgColumn | SQL;
  readonly id: PgColumn | SQL;
  readonly nullable: boolean;
}

function behind({ column, id, nullable }: Place, { from, rises }: { from: Keyset; rises: boolean }): SQL {
  const [value, lastId] = from;
  const beyond = rises ? sql`>` : sql`<`;
  if (value === null) return sql`(${column} is null and ${id} ${beyond} ${lastId})`;
  const row = sql`(${column}, ${id}) ${beyond} (${parameter(column, value)}, ${lastId})`;
  return nullable ? sql`(${row} or ${column} is null)` : row;
}

function ahead({ column, id, nullable }: Place, { from, rises }: { from: Keyset; rises: boolean }): SQL {
  const [value, firstId] = from;
  const short = rises ? sql`<` : sql`>`;
  if (value === null) return sql`(${column} is not null or ${id} ${short} ${firstId})`;
  const row = sql`(${column}, ${id}) ${short} (${parameter(column, value)}, ${firstId})`;
  return nullable ? sql`(${column} is not null and ${row})` : row;
}

/** A column knows how its values are written; an expression's are numbers and texts. */
function parameter(column: PgColumn | SQL, value: SortValue) {
  return is(column, PgColumn) ? sql.param(value, column) : sql.param(value);
}
