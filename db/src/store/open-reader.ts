import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { goodbye } from '../embedded/goodbye.ts';
import * as schema from '../schema/index.ts';
import { callerStore, type StatementGate } from './caller-store.ts';
import type { Store } from './open-store.ts';
import { outliveLostConnections } from './outlive-lost-connections.ts';

/**
 * Per connection. Filters that contradict themselves are answered without looking; compiling a page's plan takes longer than
 * the page; and a page read here and there costs hardly more than one in a row, as rows lie in memory or on flash.
 */
const READER_SETTINGS: readonly string[] = [
  'default_transaction_read_only=on',
  'constraint_exclusion=on',
  'jit=off',
  'random_page_cost=1.1',
  'work_mem=16MB',
];

export interface ReaderOptions {
  /** Milliseconds after which the server gives up on a statement; default 15,000. */
  readonly statementTimeoutMs?: number | undefined;
  /** Connections at most; default 12. */
  readonly connectionsMax?: number | undefined;
  /** Hears of every statement sent, with its parameters; default nobody. */
  readonly onStatement?: ((sql: string, parameters: unknown[]) => void) | undefined;
}

/** A store for reading that several callers share. */
export interface Reader extends Store {
  /** The same for one caller, whose statements wait for their turn and end when the caller leaves. */
  for(gate: StatementGate): Store;
}

/**
 * Opens the store's database a second time for reading alone: its own connections, on which the server refuses writes
 * and statements that take too long. Closing it leaves the store open.
 */
export function openReader(
  store: Store,
  { statementTimeoutMs = 15_000, connectionsMax = 12, onStatement }: ReaderOptions = {},
): Reader {
  const pool = new pg.Pool({
    connectionString: store.pool.options.connectionString,
    application_name: 'strata api',
    max: connectionsMax,
    statement_timeout: statementTimeoutMs,
    connectionTimeoutMillis: statementTimeoutMs,
    options: READER_SETTINGS.map((setting) => `-c ${setting}`).join(' '),
  });
  outliveLostConnections(pool);
  const canceller = new pg.Pool({
    connectionString: store.pool.options.connectionString,
    application_name: 'strata cancel',
    max: 1,
    connectionTimeoutMillis: statementTimeoutMs,
  });
  outliveLostConnections(canceller);
  const logger = onStatement ? { logQuery: onStatement } : false;
  return {
    db: drizzle(pool, { schema, casing: 'snake_case', logger }),
    pool,
    for: (gate) => callerStore({ ...gate, pool, canceller, logger }),
    close: async () => {
      await Promise.all([goodbye(pool.end()), goodbye(canceller.end())]);
    },
  };
}
