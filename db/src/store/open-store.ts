import path from 'node:path';
import { StoreError } from '@strata/domain';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { openEmbeddedServer } from '../embedded/embedded-server.ts';
import { goodbye } from '../embedded/goodbye.ts';
import * as schema from '../schema/index.ts';
import { outliveLostConnections } from './outlive-lost-connections.ts';
import { fillIn } from './rollups/fill-in.ts';
import { databaseDiskFull, isDiskFull } from './store-failure.ts';

/** Arbitrary but fixed: every process migrating this database waits for the same lock. */
const MIGRATION_LOCK = 7_283_401;

export interface Store {
  readonly db: NodePgDatabase<typeof schema>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface OpenStoreOptions {
  /** Connection string of a Postgres server; default the embedded server of `home`. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the application's own files. */
  readonly home: string;
  /** Starts the embedded server again whenever it dies. Default false: a command says so and ends. */
  readonly keepRunning?: boolean | undefined;
}

/**
 * Connects and brings the tables up to date.
 * @throws StoreError when the connection string is none, the server cannot be started or reached, or the migration fails
 */
export async function openStore({ databaseUrl, home, keepRunning }: OpenStoreOptions): Promise<Store> {
  if (databaseUrl) requireConnectionString(databaseUrl);
  const embedded = databaseUrl ? undefined : await openEmbeddedServer(home, { keepRunning });
  const connectionString = embedded?.connectionString ?? databaseUrl;
  const pool = new pg.Pool({ connectionString, application_name: 'strata', max: 8 });
  outliveLostConnections(pool);
  const close = async () => {
    await goodbye(pool.end());
    await embedded?.release();
  };
  try {
    await migrateUnderLock(pool);
  } catch (cause) {
    // The failure to open is the one to report, not a failure to tidy up after it.
    await close().catch(() => undefined);
    if (isDiskFull(cause)) throw databaseDiskFull('Bringing the tables up to date', cause);
    throw new StoreError(
      embedded
        ? `The database of ${home} could not be migrated. Check the free space and that no newer version wrote to it.`
        : `The database could not be opened and migrated (${reasonOf(cause)}). Check that the server of DATABASE_URL runs and that its user may create tables.`,
      { cause },
    );
  }
  return { db: drizzle(pool, { schema, casing: 'snake_case' }), pool, close };
}

/** Never repeats the text: it may hold a password. */
function requireConnectionString(text: string): void {
  if (/^postgres(?:ql)?:$/u.test(URL.canParse(text) ? new URL(text).protocol : '')) return;
  throw new StoreError(
    'DATABASE_URL: expected postgres://user:password@host:port/database, found something else. Correct it, or unset it to use the embedded server.',
  );
}

/** What the driver or the server said; several addresses of one host have a reason each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error && error.cause instanceof Error) return reasonOf(error.cause);
  return error instanceof Error ? error.message : String(error);
}

function migrateUnderLock(pool: pg.Pool): Promise<void> {
  const migrationsFolder = path.resolve(import.meta.dirname, '../../migrations');
  return underMigrationLock({ pool }, async (client) => {
    await migrate(drizzle(client), { migrationsFolder });
    await fillIn(drizzle(client, { casing: 'snake_case' }));
  });
}

/** Changes tables while nobody else does: two processes that open at once must not apply a migration twice. */
export async function underMigrationLock(
  { pool }: Pick<Store, 'pool'>,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await work(client);
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    client.release();
  }
}
