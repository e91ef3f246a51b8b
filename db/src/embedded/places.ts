import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StoreError } from '@strata/domain';
import { HOME_FILE, removeDeadHomes } from './remove-dead-homes.ts';
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

/** Where root's servers keep what is outside of homes. */
export const SYSTEM_FOLDER = '/var/lib/strata';

/**
 * Folder outside the home, for a home that the server's user cannot enter.
 * @param home existing folder
 * @param parent folder of all such; default the system's
 */
export function outsideFolder(home: string, parent: string = SYSTEM_FOLDER): string {
  const hash = createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 16);
  return path.join(parent, hash);
}

/** Folder beside temporary homes for their databases, which then go the way of everything temporary. */
export function temporaryFolder(): string {
  return path.join(realpathSync(tmpdir()), 'strata-databases');
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
    if (base.startsWith(`${temporaryFolder()}${path.sep}`)) {
      writeFileSync(path.join(base, HOME_FILE), realpathSync(home));
      removeDeadHomes(temporaryFolder());
    }
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
  const temporary = isTemporary(home) && ownTemporaryFolder(user) ? outsideFolder(home, temporaryFolder()) : null;
  // Data once kept outside stays there, even if the home was opened up since.
  for (const folder of [outside, temporary]) if (folder && existsSync(path.join(folder, 'data'))) return folder;
  if (canEnter(user, home)) return inside;
  if (existsSync(path.join(inside, 'data')))
    throw new StoreError(
      `The database in ${inside} cannot be entered by the user "postgres" any more. Allow others to pass ("chmod o+x") through ${home} and the folders above it.`,
    );
  return temporary ?? outside;
}

function isTemporary(home: string): boolean {
  return home.startsWith(`${realpathSync(tmpdir())}${path.sep}`);
}

/** Whether the folder for temporary databases is there, ours alone, and can be entered; anybody may make one of its name. */
function ownTemporaryFolder(user: ServerUser): boolean {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const stat = lstatSync(folder);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0 && canEnter(user, folder);
}
