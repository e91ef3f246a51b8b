import pg from 'pg';
import { goodbye } from '../../embedded/goodbye.ts';
import type { Store } from '../open-store.ts';

/** Arbitrary but fixed: keeps the locks of workers apart from others. */
const WORKER_LOCKS = 7_283_405;
const CONNECT_MS_MAX = 30_000;
const BEAT_MS = 1_000;
/** A busy server answers late, one that is gone not at all. */
const ANSWER_MS_MAX = 30_000;

/** Shows other workers that these are alive. */
export interface WorkerPresence {
  /** Aborted once it is no longer shown: from then on others may take the jobs of these workers. */
  readonly lost: AbortSignal;
  /** Adds a worker of this process, by the name under which it takes jobs. */
  add(workerId: string): void;
  close(): Promise<void>;
}

/**
 * Holds a lock for each worker on a connection of its own: when the process dies, however it dies, the server frees
 * them. The connection is asked every second, since the news of its end can be lost.
 * @throws Error when the server can't be reached
 */
export async function showPresence({ pool }: Pick<Store, 'pool'>): Promise<WorkerPresence> {
  const client = new pg.Client({
    connectionString: pool.options.connectionString,
    application_name: 'strata worker',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
  });
  const lost = new AbortController();
  const lose = (cause?: unknown) =>
    lost.abort(new Error('the database closed the connection or does not answer', { cause }));
  client.on('error', lose);
  client.on('end', () => lose());
  try {
    await client.connect();
  } catch (error) {
    void goodbye(client.end());
    throw error;
  }
  const beat = setInterval(() => void client.query('select 1').catch(lose), BEAT_MS);
  lost.signal.addEventListener('abort', () => clearInterval(beat));
  return {
    lost: lost.signal,
    add: (workerId) => {
      client.query('select pg_advisory_lock($1::int, hashtext($2))', [WORKER_LOCKS, workerId]).catch(lose);
    },
    close: async () => {
      clearInterval(beat);
      await goodbye(client.end());
    },
  };
}

/** A worker has this long to show itself before its jobs can be taken from it. */
const GRACE_SECONDS = 2;

/**
 * Gives back to the queue the jobs of workers that are no more; the queue alone would wait for hours.
 * @returns how many workers were found dead
 */
export async function freeDeadWorkers({ pool }: Pick<Store, 'pool'>): Promise<number> {
  const { rows } = await pool.query<{ worker: string }>(
    `with holders as (
       select locked_by as worker from graphile_worker.jobs where locked_by is not null
       group by locked_by having max(locked_at) < now() - make_interval(secs => ${GRACE_SECONDS}))
     select worker from holders where pg_try_advisory_xact_lock($1::int, hashtext(worker))`,
    [WORKER_LOCKS],
  );
  if (rows.length === 0) return 0;
  await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map(({ worker }) => worker)]);
  // A job that was added anew while the dead one held it lost its key and can't be tried again: it would stay for good.
  await pool.query(
    `select graphile_worker.complete_jobs(array(
       select id from graphile_worker.jobs where key is null and attempts >= max_attempts and locked_by is null))`,
  );
  return rows.length;
}
