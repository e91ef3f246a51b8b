import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '@strata/domain';
import { canEnter, type ServerUser } from './server-user.ts';

/** Where one home keeps its server. */
export interface Places {
  /** Folder of the server's user: data, log, copied programs. */
  readonly base: string;
  readonly data: string;
  readonly log: string;
  readonly password: string;
  readonly lock: string;
}

/**
 * Folder outside the home, for a home that the server's user cannot enter.
 * @param home existing folder
 */
export function outsideFolder(home: string): string {
  const hash = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 16);
  return path.join('/var/lib/strata', hash);
}

/**
 * Creates the folders of a home's server and says where everything lies.
 * @throws StoreError when a folder cannot be created, or existing data can no longer be reached
 */
export function preparePlaces(home: string, user: ServerUser | undefined): Places {
  try {
    mkdirSync(home, { recursive: true });
    const base = chooseBase(realpathSync(home), user);
    mkdirSync(base, { recursive: true, mode: 0o755 });
    if (user) chownSync(base, user.uid, user.gid);
    return {
      base,
      data: path.join(base, 'data'),
      log: path.join(base, 'server.log'),
      password: path.join(home, 'postgres.password'),
      lock: path.join(home, 'postgres.lock'),
    };
  } catch (cause) {
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(
      `The database folders of ${home} could not be created. Check its permissions and free space.`,
      {
        cause,
      },
    );
  }
}

function chooseBase(home: string, user: ServerUser | undefined): string {
  const inside = path.join(home, 'postgres');
  if (!user) return inside;
  const outside = outsideFolder(home);
  // Data once kept outside stays there, even if the home was opened up since.
  if (existsSync(path.join(outside, 'data'))) return outside;
  if (canEnter(user, home)) return inside;
  if (existsSync(path.join(inside, 'data')))
    throw new StoreError(
      `The database in ${inside} cannot be entered by the user "postgres" any more. Allow others to pass ("chmod o+x") through ${home} and the folders above it.`,
    );
  return outside;
}
