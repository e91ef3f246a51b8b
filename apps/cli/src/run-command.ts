import { StrataError } from '@strata/domain';

/** A signal to a whole group without a terminal arrives twice, since the launcher passes it on: that counts once. */
const REPEAT_MS_MIN = 500;

/** Ctrl-C; being told to end; the loss of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Exit codes that scripts can rely on. */
export const EXIT = { failed: 1, undecided: 2, problems: 3, interrupted: 130 } as const;

/**
 * Runs a command with an abort signal wired to Ctrl-C, termination and the loss of the terminal, and turns its failure into one clear message
 * on standard error and an exit code. A second Ctrl-C, half a second later or more, ends the process at once.
 * @param quiet whether somebody else says that it stops
 * @param failed the exit code of a failure; default 1
 */
export async function runCommand(
  work: (signal: AbortSignal) => Promise<void>,
  { quiet = false, failed = EXIT.failed }: { quiet?: boolean; failed?: number } = {},
): Promise<void> {
  const controller = new AbortController();
  let stopped = 0;
  const stop = (): void => {
    if (controller.signal.aborted) {
      if (performance.now() - stopped < REPEAT_MS_MIN) return;
      process.exit(EXIT.interrupted);
    }
    stopped = performance.now();
    sayHeard();
    if (!quiet) process.stderr.write('\nStopping after what is under way; start the same command again to go on.\n');
    controller.abort(new StrataError('INTERRUPTED', 'Interrupted. What was finished is kept.'));
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  process.on('beforeExit', nothingLeft);
  try {
    await work(controller.signal);
  } catch (error) {
    report(error, failed);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
    process.off('beforeExit', nothingLeft);
  }
  // All that was begun has been ended; what a library still computes, nobody waits for.
  if (controller.signal.aborted) process.exit();
}

/**
 * Tells the launcher that the signal has arrived: it ends a process that can't say so, since a step of a network keeps it,
 * which no script interrupts.
 */
function sayHeard(): void {
  if (process.connected) process.send?.('heard', undefined, undefined, () => undefined);
}

/** Work that waits for something that can't come any more, such as the answer of a server that was killed. */
function nothingLeft(): void {
  report(
    new StrataError(
      'STORE_UNAVAILABLE',
      'The work stopped in the middle: what it waited for is gone. What was finished is kept. Check the database server and run again.',
    ),
    EXIT.failed,
  );
  process.exit();
}

function report(error: unknown, failed: number): void {
  if (error instanceof StrataError) {
    process.stderr.write(`${error.code === 'INTERRUPTED' ? '' : 'Error: '}${error.message}\n`);
    process.exitCode = error.code === 'INTERRUPTED' ? EXIT.interrupted : failed;
    return;
  }
  process.stderr.write(`Unexpected error, please report it: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = failed;
}
