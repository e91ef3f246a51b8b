#!/usr/bin/env node
// Finds the pinned runtime (installing it on a bare clone) and hands over to the TypeScript command with it.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { compileCachePath, runtimePath, setUp } from './set-up.mjs';

/** How often it is looked whether npm's shell is there. */
const LOOK_MS = 500;

setUp();
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
let child;
// A terminal sends Ctrl-C to the whole group; others signal only this process, so pass it on. Heard before there is a
// process to pass it to: one that comes in between would end this one alone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child?.kill(signal);
  });
}
child = spawn(runtimePath(), ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Without it the libraries of the API check on every request what only their developers want to know.
  // What was compiled is kept beside the packages: a command starts in half the time.
  env: {
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: compileCachePath(),
    ...process.env,
    // A kill of this process can't be heard; the other looks whether it is still there.
    STRATA_PARENT: String(process.pid),
  },
});
// npm starts commands through a shell, which does not pass signals on: it ends alone. Who started this in another way may
// end before it.
const shell = process.ppid;
if (process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32') {
  const look = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(look);
    child.kill('SIGTERM');
  }, LOOK_MS);
  look.unref();
}
child.on('exit', (code, signal) => {
  // As a shell says it: Ctrl-C before the command listens is an interruption, too.
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
});
