import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '@strata/domain';

/** The account that owns the server process. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * The account to run the server as: none (our own) for an ordinary user; for root, which Postgres refuses,
 * the existing `postgres` user, else a new one of that name.
 * @throws StoreError when root cannot create the account
 */
export function findServerUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const existing = lookUp();
  if (existing) return existing;
  try {
    execFileSync('useradd', ['--system', '--user-group', NAME], { stdio: 'ignore' });
  } catch (cause) {
    throw new StoreError(
      'Postgres does not run as root and the user "postgres" could not be created. Run as an ordinary user, create it with "useradd --system postgres", or set DATABASE_URL to a running server.',
      { cause },
    );
  }
  const created = lookUp();
  if (!created) throw new StoreError('The user "postgres" was created but cannot be found. Run as an ordinary user.');
  return created;
}

/** Whether the user may pass through the folder and every folder above it (mode bits only, no access lists). */
export function canEnter(user: ServerUser, folder: string): boolean {
  const stat = statSync(folder);
  const shift = stat.uid === user.uid ? 6 : stat.gid === user.gid ? 3 : 0;
  if (((stat.mode >> shift) & 1) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || canEnter(user, parent);
}

function lookUp(): ServerUser | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, NAME], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
