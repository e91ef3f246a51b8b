import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ENGINE_FLAGS } from '@strata/compute/engine';
import { PARENT_VARIABLE } from '../end-with-parent.ts';
import { withoutClientSecret } from './oidc-settings.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const RESTART_MS = 2_000;
const END_MS_MAX = 10_000;

export interface RunningWorker {
  close(): Promise<void>;
}

/**
 * Keeps a worker running in a process of its own, so that computing never holds up an answer; one that dies is started
 * anew.
 */
export function keepWorker({ threads }: { readonly threads: number }): RunningWorker {
  let child: ChildProcess;
  let restart: NodeJS.Timeout | undefined;
  let closing = false;
  const start = () => {
    child = spawn(process.execPath, [...ENGINE_FLAGS, MAIN, 'worker', '--quiet', '--threads', String(threads)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...withoutClientSecret(process.env), [PARENT_VARIABLE]: String(process.pid) },
    });
    child.once('exit', (code) => {
      if (closing) return;
      process.stderr.write(`The worker ended with code ${code}; starting another.\n`);
      restart = setTimeout(start, RESTART_MS);
    });
  };
  start();
  return {
    close: async () => {
      closing = true;
      clearTimeout(restart);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), END_MS_MAX);
      await gone;
      clearTimeout(force);
    },
  };
}
