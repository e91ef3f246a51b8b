import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with caches, the embedded database and the demo's world: STRATA_HOME, else `.strata` in the clone. */
export function strataHome(environment: NodeJS.ProcessEnv = process.env): string {
  return resolve(environment.STRATA_HOME ?? fileURLToPath(new URL('../../../.strata', import.meta.url)));
}
