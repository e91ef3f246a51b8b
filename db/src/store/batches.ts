import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type * as schema from '../schema/index.ts';

/** The database, or a transaction on it. */
export type Transaction = Parameters<Parameters<NodePgDatabase<typeof schema>['transaction']>[0]>[0];

/** Postgres takes 65,535 parameters a statement; the widest row here has fewer than 50. */
const BATCH_ROWS = 1_000;

/** Cuts rows into pieces that fit one statement. */
export function* inBatches<T>(rows: readonly T[], size = BATCH_ROWS): Generator<T[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** The only row of a query that must have one. @throws Error when there is none, which is a defect */
export function onlyRow<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('Expected one row from the database, none came.');
  return row;
}
