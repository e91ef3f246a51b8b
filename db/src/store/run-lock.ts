import { StoreError, StrataError } from '@strata/domain';
import pg from 'pg';
import { goodbye } from '../embedded/goodbye.ts';
import type { Store } from './open-store.ts';

/** Arbitrary but fixed: keeps the numbers of runs apart from other advisory locks. */
const RUN_LOCKS = 7_283_402;
const LOCK_NUMBERS = 2 ** 31;
/** The lock is had or refused at once; a server that was killed may never answer. */
const ANSWER_MS_MAX = 60_000;

export interface RunLockOptions {
  /** Workers share a run with each other, though not with a command that computes it alone. Default false. */
  readonly shared?: boolean | undefined;
}

/**
 * Holds a run for this process on a connection of its own, so that the server frees it when the process dies.
 * Returns the function that lets go.
 * @throws StrataError STORE_CONFLICT when another process computes the run
 */
export async function lockRun(
  store: Store,
  runId: number,
  { shared = false }: RunLockOptions = {},
): Promise<() => Promise<void>> {
  const client = new pg.Client({
    connectionString: store.pool.options.connectionString,
    application_name: 'strata run',
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
  });
  // A lost connection loses the lock only; every write is safe to repeat.
  client.on('error', () => undefined);
  let locked: boolean;
  try {
    await client.connect();
    const take = shared ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock';
    const answer = await client.query<{ locked: boolean }>(`select ${take}($1::int, $2::int) as locked`, [
      RUN_LOCKS,
      runId % LOCK_NUMBERS,
    ]);
    locked = answer.rows[0]?.locked === true;
  } catch (cause) {
    void goodbye(client.end());
    throw new StoreError('The run could not be locked. Check that the database server runs and has free connections.', {
      cause,
    });
  }
  if (!locked) {
    await goodbye(client.end());
    throw new StrataError(
      'STORE_CONFLICT',
      `Run ${runId} has the same configuration and inputs and is being computed by another process. Wait for it to end, or stop it and run again to resume.`,
      { context: { run: runId } },
    );
  }
  let released: Promise<void> | undefined;
  return () => {
    released ??= goodbye(client.end());
    return released;
  };
}
