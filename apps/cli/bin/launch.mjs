// Starts the command with a runtime, in a process of its own, and passes on what is said to this one. Plain JavaScript: of
// a bare clone and of the package alike.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** How often it is looked whether npm's shell is there. */
const LOOK_MS = 500;
/** How long the command may take to say that it has heard a signal; a step of a large network can take minutes. */
const HEARD_MS_MAX = 3_000;
/** As the command says it. */
const INTERRUPTED = 130;
const QUIET = '--disable-warning=ExperimentalWarning';
// Without it the engine mixes up numbers, see packages/compute/src/engine.ts.
const FLAGS = ['--no-maglev-escape-analysis', QUIET];

/**
 * Runs the command to its end, whose exit code is this process's.
 * @param {{ runtime: () => string, main: URL, tidy: URL, compileCache: string, calledAs: string }} installation the
 * runtime's path, asked for when it is needed; the command's modules; where what was compiled is kept; the name that
 * texts call the command by
 */
export function launch({ runtime, main, tidy, compileCache, calledAs }) {
  let child;
  let heard = false;
  let deaf = false;
  // A terminal sends Ctrl-C to the whole group; others signal only this process, so pass it on. Heard before there is a
  // process to pass it to: one that comes in between would end this one alone.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child?.kill(signal);
      setTimeout(endUnheard, HEARD_MS_MAX).unref();
    });
  }

  /** What was finished is kept, whenever a command is killed: so one that hears nothing is. */
  function endUnheard() {
    if (heard || deaf || !child?.connected) return;
    deaf = true;
    process.stderr.write('\nInterrupted in the middle of a long step. What was finished is kept.\n');
    child.kill('SIGKILL');
  }

  child = spawn(runtime(), [...FLAGS, fileURLToPath(main), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    // Without it the libraries of the API check on every request what only their developers want to know.
    // What was compiled is kept beside the packages: a command starts in half the time.
    env: {
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: compileCache,
      ...process.env,
      STRATA_CALLED_AS: calledAs,
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
      setTimeout(endUnheard, HEARD_MS_MAX).unref();
    }, LOOK_MS);
    look.unref();
  }
  child.on('message', (said) => {
    if (said === 'heard') heard = true;
  });
  child.on('exit', (code, signal) => {
    if (deaf) return endDatabase();
    // As a shell says it: Ctrl-C before the command listens is an interruption, too.
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0);
  });

  /** The command could not end the database that it had started; it stays where others use it. */
  function endDatabase() {
    process.exitCode = INTERRUPTED;
    spawn(runtime(), [QUIET, fileURLToPath(tidy)], { stdio: 'ignore' });
  }
}
