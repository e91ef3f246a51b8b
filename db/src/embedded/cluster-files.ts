import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '@strata/domain';
import { partPath, removeAbandoned } from '@strata/files';
import type { Binaries } from './binaries.ts';
import { runTool, type ToolContext } from './run-tool.ts';

/**
 * Creates the data folder if there is none yet; a half-made one of a crash never takes its name.
 * @returns the password of the user `postgres`
 * @throws StoreError when initdb fails, or the password of existing data is lost
 */
export async function ensureCluster(binaries: Binaries, context: ToolContext): Promise<string> {
  const { places, user } = context;
  if (existsSync(places.data)) {
    if (existsSync(places.password)) return readFileSync(places.password, 'utf8').trim();
    throw new StoreError(
      `The database ${places.data} exists but the file ${places.password} is missing. Restore that file, or remove the database folder to start with an empty one.`,
    );
  }
  const password = randomBytes(24).toString('hex');
  writeFileSync(places.password, password, { mode: 0o600 });
  const partial = partPath(places.data);
  const handed = path.join(places.base, 'initdb.password');
  await removeAbandoned(path.dirname(places.data), { entry: path.basename(places.data) });
  rmSync(handed, { force: true });
  try {
    writeFileSync(handed, password, { mode: 0o600 });
    if (user) chownSync(handed, user.uid, user.gid);
    const code = await runTool(binaries.initdb, initdbArguments(partial, handed), context);
    if (code !== 0)
      throw new StoreError(
        `The database could not be created in ${places.base} (initdb ended with code ${code}; its output is in ${places.log}). ` +
          'It takes 50 MB: check the free space there, or set STRATA_HOME to a folder on a larger disk.',
      );
  } finally {
    rmSync(handed, { force: true });
  }
  renameSync(partial, places.data);
  return password;
}

function initdbArguments(data: string, passwordFile: string): string[] {
  return [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
}
