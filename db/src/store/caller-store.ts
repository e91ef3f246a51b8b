import { StrataError } from '@strata/domain';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import * as schema from '../schema/index.ts';
import type { Store } from './open-store.ts';

/** Who sends statements, as far as connections matter. */
export interface StatementGate {
  /** Waits for the caller's turn; what it returns gives the place back. */
  readonly enter: (signal: AbortSignal) => Promise<() => void>;
  /** Aborted when nobody waits for the answers any more. */
  readonly signal: AbortSignal;
}

export interface CallerStoreOptions extends StatementGate {
  readonly pool: pg.Pool;
  /** Sends what ends a statement on another connection. */
  readonly canceller: pg.Pool;
  readonly logger: { logQuery(sql: string, parameters: unknown[]): void } | false;
}

/**
 * A store for one caller: each statement waits for its turn, and one that is under way when the caller leaves is ended by
 * the server, too. For statements by themselves; a transaction would need a connection that stays.
 */
export function callerStore({ pool, canceller, logger, enter, signal }: CallerStoreOptions): Store {
  const query = async (...statement: unknown[]): Promise<unknown> => {
    requireWaiting(signal);
    const leave = await enter(signal).catch((cause: unknown) => {
      throw signal.aborted ? callerLeft(cause) : cause;
    });
    try {
      requireWaiting(signal);
      return await sendUntil(signal, { pool, canceller, statement });
    } finally {
      leave();
    }
  };
  const db = drizzle({ client: { query } as unknown as pg.Pool, schema, casing: 'snake_case', logger });
  return { db: db as NodePgDatabase<typeof schema>, pool, close: async () => undefined };
}

interface Sending {
  readonly pool: pg.Pool;
  readonly canceller: pg.Pool;
  readonly statement: readonly unknown[];
}

async function sendUntil(signal: AbortSignal, { pool, canceller, statement }: Sending): Promise<unknown> {
  const client = await pool.connect();
  let cancelling: Promise<unknown> | undefined;
  const cancel = () => {
    // The driver's types leave out the number that the server told it.
    const { processID } = client as unknown as { processID: number };
    cancelling = canceller.query('select pg_cancel_backend($1)', [processID]).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    if (signal.aborted) throw callerLeft();
    const send = client.query as unknown as (...args: unknown[]) => Promise<unknown>;
    return await send.apply(client, [...statement]);
  } catch (cause) {
    throw signal.aborted ? callerLeft(cause) : cause;
  } finally {
    signal.removeEventListener('abort', cancel);
    await cancelling;
    // What ends the statement may arrive late: no other caller's may then be under way on this connection.
    client.release(cancelling !== undefined);
  }
}

function requireWaiting(signal: AbortSignal): void {
  if (signal.aborted) throw callerLeft();
}

function callerLeft(cause?: unknown): StrataError {
  return new StrataError('INTERRUPTED', 'Nobody waits for the answer any more.', { cause });
}
