import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Nobody, where the tests run as root: Postgres and file permissions then show what users see. */
const UNPRIVILEGED = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A folder into which the package is installed, as a user has it who can write nowhere else. */
export interface Installed {
  readonly folder: string;
  /** Runs npm there, or with a runtime of its own the installed command. */
  run(program: string, args: readonly string[], options?: { readonly node?: string }): SpawnSyncReturns<string>;
}

/** Makes the folder; what is run in it knows nothing of this machine but where Node is. */
export function emptyFolder(folder: string): Installed {
  const home = join(folder, 'home of its own');
  mkdirSync(home, { recursive: true });
  for (const one of [folder, home]) chmodSync(one, 0o777);
  return {
    folder,
    run: (program, args, { node = process.execPath } = {}) =>
      spawnSync(program, args, {
        cwd: folder,
        encoding: 'utf8',
        env: {
          ...machineEnvironment(),
          HOME: home,
          PATH: [dirname(node), process.env.PATH].join(':'),
          npm_config_cache: join(home, 'npm'),
        },
        ...UNPRIVILEGED,
      }),
  };
}

/** How this machine reaches its registry; nothing that npm says to what it runs, and nothing of Strata's own. */
function machineEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:npm_|STRATA_|XDG_|DATABASE_URL$|NODE_OPTIONS$|VITEST|TEST$)/u.test(name),
    ),
  );
}

/** Whether the registry answers; without it nothing can be installed. */
export function hasRegistry(): boolean {
  return spawnSync('npm', ['view', 'pg', 'version', '--fetch-retries=1'], { encoding: 'utf8' }).status === 0;
}
