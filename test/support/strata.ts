import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const command = join(import.meta.dirname, '../../apps/cli/bin/strata.mjs');

export interface StrataOptions {
  /** Caches and database of the command. */
  readonly home: string;
  /** Default none besides this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where it is called. Default here. */
  readonly cwd?: string;
}

/** Runs the command to its end, as a shell would. */
export function runStrata(args: readonly string[], { home, env, cwd }: StrataOptions) {
  return spawnSync(process.execPath, [command, ...args], { encoding: 'utf8', env: environment(home, env), cwd });
}

/** Starts the command in a group of its own, so that a signal to `-pid` reaches all of it. */
export function startStrata(args: readonly string[], { home, env }: StrataOptions) {
  return spawn(process.execPath, [command, ...args], {
    env: environment(home, env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Kills a started command with all that it started, unless it has ended; killing the launcher alone leaves the rest. */
export async function killStrata(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'close');
  process.kill(-(child.pid as number), 'SIGKILL');
  await closed;
}

/** The embedded database even where the machine sets DATABASE_URL. */
function environment(home: string, env: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, DATABASE_URL: '', STRATA_HOME: home, ...env };
}
