import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, type Store } from '@strata/db';
import { IS_CLONE } from './installation.ts';

/**
 * The folder with caches, the embedded database and the demo's world: STRATA_HOME, else `.strata` in the clone; of the
 * package, which may lie in a cache of npm's, the user's own folder for data.
 */
export function strataHome(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.STRATA_HOME !== undefined) return resolve(environment.STRATA_HOME);
  return IS_CLONE
    ? fileURLToPath(new URL('../../../.strata', import.meta.url))
    : join(dataFolder(environment), 'stratalens');
}

/** Where the system wants the data of users' programs. */
function dataFolder({ XDG_DATA_HOME, LOCALAPPDATA }: NodeJS.ProcessEnv): string {
  // One that isn't absolute is to be ignored (XDG Base Directory Specification).
  if (XDG_DATA_HOME !== undefined && isAbsolute(XDG_DATA_HOME)) return XDG_DATA_HOME;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (process.platform === 'win32' && LOCALAPPDATA !== undefined) return LOCALAPPDATA;
  return join(homedir(), '.local', 'share');
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
