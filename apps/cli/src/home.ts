import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, type Store } from '@strata/db';

/** The folder with caches, the embedded database and the demo's world: STRATA_HOME, else `.strata` in the clone. */
export function strataHome(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.STRATA_HOME ?? fileURLToPath(new URL('../../../.strata', import.meta.url)));
}

/**
 * Opens the database: the server of DATABASE_URL, else the embedded one of this home.
 * @throws StoreError when it cannot be started, reached or migrated
 */
export function openHomeStore(
  {
    keepRunning = false,
  }: { /** Starts the embedded database again when it dies. Default false. */ readonly keepRunning?: boolean } = {},
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Store> {
  return openStore({ databaseUrl: environment.DATABASE_URL, home: strataHome(environment), keepRunning });
}

/** Opens the database for some work and closes it after. @throws StoreError as above, or what the work throws */
export async function withHomeStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openHomeStore();
  try {
    return await work(store);
  } finally {
    await store.close().catch(() => undefined);
  }
}
