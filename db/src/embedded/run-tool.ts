import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, fchownSync, openSync } from 'node:fs';
import type { Places } from './places.ts';
import type { ServerUser } from './server-user.ts';

export interface ToolContext {
  readonly places: Places;
  readonly user: ServerUser | undefined;
}

/**
 * Runs a Postgres program to its end in a session of its own, so that Ctrl-C does not reach the server;
 * its output goes to the log, because a pipe would be held open by the server.
 * @returns the exit code, -1 when ended by a signal
 */
export function runTool(program: string, args: readonly string[], context: ToolContext): Promise<number> {
  return endOf(startTool(program, args, context));
}

/** As `runTool`, without waiting for its end. Nothing of it goes through a shell, so paths may hold anything. */
export function startTool(program: string, args: readonly string[], { places, user }: ToolContext): ChildProcess {
  const log = openSync(places.log, 'a', 0o600);
  try {
    if (user) fchownSync(log, user.uid, user.gid);
    return spawn(program, args, {
      cwd: places.base,
      detached: true,
      stdio: ['ignore', log, log],
      env: environment(),
      ...(user ?? {}),
    });
  } finally {
    closeSync(log);
  }
}

/** @returns the exit code of a started program, -1 when ended by a signal */
export function endOf(child: ChildProcess): Promise<number> {
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? -1));
  });
}

/** PGDATA, PGPORT and the like of the caller's shell must not steer this server. */
function environment(): NodeJS.ProcessEnv {
  const variables = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(variables), LC_ALL: 'C' };
}
