import { homedir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '@strata/domain';
import { diskFailure } from '@strata/files';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { ensureCluster } from './cluster-files.ts';
import { goodbye } from './goodbye.ts';
import { keepJoined } from './keep-joined.ts';
import { preparePlaces, SYSTEM_FOLDER } from './places.ts';
import type { ToolContext } from './run-tool.ts';
import { ensureRunning, stopServer } from './server-process.ts';
import { findServerUser } from './server-user.ts';
import { withStartLock } from './start-lock.ts';

/** Sessions that just ended stay listed for a moment. */
const COUNT_ATTEMPTS = 10;
const COUNT_PAUSE_MS = 50;

const JOIN_ATTEMPTS = 20;
const JOIN_RETRY_MS = 500;
const CONNECT_MS_MAX = 30_000;
/** A busy server answers late, one that is gone not at all. */
const ANSWER_MS_MAX = 30_000;

export interface EmbeddedServer {
  readonly connectionString: string;
  /** To be called after the own pool has ended; stops the server when nobody else uses it. */
  release(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Starts the server again whenever it dies, for as long as the store is open. Default false. */
  readonly keepRunning?: boolean | undefined;
}

/**
 * Joins the server of this home, creating and starting it when needed.
 * @throws StoreError when it cannot be installed, started or reached; StrataError DISK_FULL or SETUP_FAILED when the home
 * can't be written
 */
export async function openEmbeddedServer(home: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  try {
    return await openServer(home, options);
  } catch (error) {
    throw diskFailure(error, home, { purpose: 'to open the database' });
  }
}

async function openServer(home: string, { keepRunning = false }: EmbeddedOptions): Promise<EmbeddedServer> {
  const user = findServerUser();
  const places = preparePlaces(home, user);
  const context: ToolContext = { places, user };
  return withStartLock(places.lock, async () => {
    const binaries = await findBinaries(user, [
      places.base,
      user ? SYSTEM_FOLDER : path.join(homedir(), '.cache', 'strata'),
    ]);
    const password = await ensureCluster(binaries, context);
    const rejoin = () => withStartLock(places.lock, () => join(binaries, { context, password }));
    const joined = await join(binaries, { context, password });
    const held = keepRunning
      ? keepJoined(joined.presence, async () => (await rejoin()).presence)
      : async () => joined.presence;
    return {
      connectionString: joined.connectionString,
      release: async () => release(await held(), binaries, context),
    };
  });
}

/** A server that was just killed still counts as running for a moment but answers no more; then it is started anew. */
async function join(
  binaries: Binaries,
  { context, password }: { context: ToolContext; password: string },
): Promise<{ connectionString: string; presence: pg.Client }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await ensureRunning(binaries, context);
    const connectionString = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    try {
      return { connectionString, presence: await connectPresence(connectionString, context) };
    } catch (error) {
      if (attempt === JOIN_ATTEMPTS || !isRefusal(error)) throw error;
      await sleep(JOIN_RETRY_MS);
    }
  }
}

function isRefusal(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : null;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

/** One session held for as long as the store is open: a pool drops idle ones and would look like nobody. */
async function connectPresence(connectionString: string, { places }: ToolContext): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: 'strata',
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: ANSWER_MS_MAX,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (cause) {
    void goodbye(client.end());
    throw new StoreError(
      `The database server runs but refused the connection. Check that ${places.password} belongs to ${places.data}; the reason is at the end of ${places.log}.`,
      { cause },
    );
  }
}

function release(presence: pg.Client, binaries: Binaries, context: ToolContext): Promise<void> {
  return withStartLock(context.places.lock, async () => {
    const alone = await isAlone(presence);
    await goodbye(presence.end());
    if (alone) await stopServer(binaries, context);
  });
}

/** Whether no other session of this application is left; false when the server is already gone. */
async function isAlone(presence: pg.Client): Promise<boolean> {
  try {
    for (let attempt = 0; attempt < COUNT_ATTEMPTS; attempt++) {
      const { rows } = await presence.query<{ others: number }>(
        "select count(*)::int as others from pg_stat_activity where application_name = 'strata' and pid <> pg_backend_pid()",
      );
      if (rows[0]?.others === 0) return true;
      await sleep(COUNT_PAUSE_MS);
    }
  } catch {
    return false;
  }
  return false;
}
