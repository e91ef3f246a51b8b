import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { goodbye } from '../embedded/goodbye.ts';
import * as schema from '../schema/index.ts';
import type { Store } from './open-store.ts';
import { outliveLostConnections } from './outlive-lost-connections.ts';

/** A server that comes up again refuses at once; one that does not answer is not waited for. */
const CONNECT_MS_MAX = 30_000;
/** No statement of a worker takes as long; one whose answer was lost would be waited for without end. */
const ANSWER_MS_MAX = 600_000;

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

/**
 * The queue library may give its listening connection back twice, when it is lost while the queue ends: with a plain
 * pool the second time throws where nobody can catch it, and ends the process.
 */
class LenientPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.PoolClient> | undefined {
    if (!callback) return super.connect();
    super.connect((error, client, done) => {
      let released = false;
      callback(error, client, (reason) => {
        if (released) return;
        released = true;
        done(reason);
      });
    });
    return undefined;
  }
}

/** A store whose connections can be cut. */
export interface WorkStore extends Store {
  /** Ends every connection at once: whatever waits for an answer on one of them hears that there is none. */
  cut(): void;
}

/**
 * Opens the store's database a second time, on connections of its own that can all be cut at once: after an outage the
 * news that a connection ended can be lost, and who waits on it would wait for good. Closing it leaves the store open.
 */
export function openWorkStore(store: Store, { connectionsMax }: { readonly connectionsMax: number }): WorkStore {
  const pool = new LenientPool({
    connectionString: store.pool.options.connectionString,
    application_name: 'strata worker',
    max: connectionsMax,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
  });
  outliveLostConnections(pool);
  const clients = new Set<pg.PoolClient>();
  pool.on('connect', (client) => clients.add(client));
  pool.on('remove', (client) => clients.delete(client));
  let ending: Promise<void> | undefined;
  return {
    db: drizzle(pool, { schema, casing: 'snake_case' }),
    pool,
    cut: () => {
      // The driver's own type does not say that a client of a pool can be ended; ending one with a query under way breaks it off.
      for (const client of clients) void goodbye((client as unknown as pg.Client).end());
    },
    close: () => {
      ending ??= goodbye(pool.end());
      return ending;
    },
  };
}
