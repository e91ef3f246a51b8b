import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { goodbye } from '../../embedded/goodbye.ts';
import type { Store } from '../open-store.ts';

/** Arbitrary but fixed: keeps the locks of workers apart from others. */
const WORKER_LOCKS = 7_283_405;
const RECONNECT_MS = 250;

/** Shows other workers that these are alive. */
export interface WorkerPresence {
  /** Adds a worker of this process, by the name under which it takes jobs. */
  add(workerId: string): void;
  close(): Promise<void>;
}

/**
 * Holds a lock for each worker on a connection of its own: when the process dies, however it dies, the server frees
 * them. A connection that breaks is made anew.
 */
export function showPresence(store: Store): WorkerPresence {
  const workers = new Set<string>();
  let closed = false;
  let client: pg.Client | null = null;
  const hold = async (): Promise<void> => {
    while (!closed && !client) {
      const made = new pg.Client({
        connectionString: store.pool.options.connectionString,
        application_name: 'strata worker',
        keepAlive: true,
      });
      const lost = () => {
        if (client !== made) return;
        client = null;
        void hold();
      };
      made.on('error', lost);
      made.on('end', lost);
      try {
        await made.connect();
        client = made;
        for (const worker of workers) await lock(made, worker);
      } catch {
        if (client === made) client = null;
        await made.end().catch(() => undefined);
        await sleep(RECONNECT_MS);
      }
    }
  };
  const holding = hold();
  return {
    add: (workerId) => {
      workers.add(workerId);
      // When that fails the connection is lost, and the next one locks for all.
      if (client) lock(client, workerId).catch(() => undefined);
    },
    close: async () => {
      closed = true;
      await holding;
      const old = client;
      client = null;
      if (old) await goodbye(old.end());
    },
  };
}

async function lock(client: pg.Client, workerId: string): Promise<void> {
  await client.query('select pg_advisory_lock($1::int, hashtext($2))', [WORKER_LOCKS, workerId]);
}

/** A worker has this long to show itself before its jobs can be taken from it. */
const GRACE_SECONDS = 2;

/**
 * Gives back to the queue the jobs of workers that are no more; the queue alone would wait for hours.
 * @returns how many workers were found dead
 */
export async function freeDeadWorkers({ pool }: Store): Promise<number> {
  const { rows } = await pool.query<{ worker: string }>(
    `with holders as (
       select locked_by as worker from graphile_worker.jobs where locked_by is not null
       group by locked_by having max(locked_at) < now() - make_interval(secs => ${GRACE_SECONDS}))
     select worker from holders where pg_try_advisory_xact_lock($1::int, hashtext(worker))`,
    [WORKER_LOCKS],
  );
  if (rows.length === 0) return 0;
  await pool.query('select graphile_worker.force_unlock_workers($1::text[])', [rows.map(({ worker }) => worker)]);
  return rows.length;
}
