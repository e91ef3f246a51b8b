import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { inBatches, type Transaction } from './batches.ts';

/** Keeps one statement's arrays small enough to be written as text. */
const BATCH_ROWS = 10_000;

/**
 * Inserts rows as an array a column, which costs a fraction of a parameter a value. What a row does not name is null, also
 * where the column has a default, unless no row names it.
 */
export async function insertRows<T extends PgTable>(
  tx: Transaction,
  table: T,
  rows: readonly T['$inferInsert'][],
): Promise<void> {
  for (const batch of inBatches(rows, BATCH_ROWS)) await tx.execute(insertion(table, batch));
}

/** The statement for some rows, without an end: a conflict's rule and what is returned may follow. There is at least one row. */
export function insertion<T extends PgTable>(table: T, rows: readonly T['$inferInsert'][]): SQL {
  const columns = Object.entries<PgColumn>(getTableColumns(table))
    .filter(([key]) => rows.some((row) => row[key as keyof typeof row] !== undefined))
    .map(([key, column]) => ({ key, name: sql.identifier(toSnakeCase(column.name)), type: column.getSQLType() }));
  const values = (key: string, type: string): unknown[] =>
    rows.map((row) => {
      const value: unknown = row[key as keyof typeof row] ?? null;
      // Arrays of one length would become one array of two dimensions, which unnest takes apart.
      return isArray(type) && value !== null ? `{${(value as unknown[]).join()}}` : value;
    });
  const list = (part: (column: (typeof columns)[number]) => SQL | Name): SQL => sql.join(columns.map(part), sql`, `);
  return sql`
    insert into ${table} (${list(({ name }) => name)})
    select ${list(({ name, type }) => (isArray(type) ? sql`${name}::${sql.raw(type)}` : name))} from unnest(
      ${list(({ key, type }) => sql`${sql.param(values(key, type))}::${sql.raw(isArray(type) ? 'text' : type)}[]`)}
    ) as given (${list(({ name }) => name)})`;
}

type Name = ReturnType<typeof sql.identifier>;

function isArray(type: string): boolean {
  return type.endsWith('[]');
}
