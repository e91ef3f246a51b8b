import pg from 'pg';
import { goodbye } from '../../embedded/goodbye.ts';
import { ACCESS_CHANNEL } from '../access/access-channel.ts';
import type { Store } from '../open-store.ts';
import { EVENT_CHANNEL } from './run-events.ts';

const RECONNECT_MS = 500;
const CONNECT_MS_MAX = 30_000;

/** Tells those who wait that there may be new events. */
export interface RunEventListener {
  /** Calls back on news, and after every time in which news could have been missed; returns how to stop that. */
  onNews(tell: () => void): () => void;
  /**
   * Calls back when a key was revoked or a session ended, and whenever that could have been missed or can't be heard just
   * now; returns how to stop that.
   */
  onAccess(tell: () => void): () => void;
  close(): Promise<void>;
}

/**
 * Listens to the database on one connection of its own for any number of waiting readers; a connection that breaks is
 * made anew. The connection is made when the first reader waits and let go with the last.
 */
export function listenForRunEvents(store: Store): RunEventListener {
  const waiting = new Set<() => void>();
  const guarding = new Set<() => void>();
  const tell = (those: ReadonlySet<() => void>) => {
    for (const one of those) one();
  };
  const tellAll = () => {
    tell(waiting);
    tell(guarding);
  };
  const isIdle = () => waiting.size === 0 && guarding.size === 0;
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | undefined;
  const drop = async () => {
    clearTimeout(retry);
    const old = client;
    client = null;
    if (old) await goodbye(old.end());
  };
  const again = (lost: pg.Client) => {
    if (client !== lost) return;
    client = null;
    retry = setTimeout(connect, RECONNECT_MS);
    retry.unref();
    tell(guarding);
  };
  const connect = () => {
    if (isIdle() || client) return;
    const made = newClient(store);
    client = made;
    made.on('notification', ({ channel }) => tell(channel === ACCESS_CHANNEL ? guarding : waiting));
    made.on('error', () => again(made));
    made.on('end', () => again(made));
    made
      .connect()
      .then(() => made.query(`listen ${EVENT_CHANNEL}; listen ${ACCESS_CHANNEL}`))
      // What was written before it listened is found by those who look now.
      .then(tellAll, () => {
        again(made);
        void goodbye(made.end());
      });
  };
  const join = (those: Set<() => void>, one: () => void) => {
    those.add(one);
    connect();
    return () => {
      those.delete(one);
      if (isIdle()) void drop();
    };
  };
  return {
    onNews: (one) => join(waiting, one),
    onAccess: (one) => join(guarding, one),
    close: () => {
      waiting.clear();
      guarding.clear();
      return drop();
    },
  };
}

function newClient(store: Store): pg.Client {
  return new pg.Client({
    connectionString: store.pool.options.connectionString,
    application_name: 'strata events',
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS_MAX,
  });
}
