import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';

const EXAMPLES = `
Any number of workers, on any number of machines, share one database (DATABASE_URL). A worker finds models and datasets
by their content: it can compute runs of whatever was explained before on its machine, as long as the files stay where they were.

Example:
  ${calledAs()} worker --threads 4`;

/** `strata worker`: computes the runs that are started from the API or the dashboard. */
export function workerCommand(): Command {
  return new Command('worker')
    .description('Compute the runs that people start from the API or the dashboard, until Ctrl-C.')
    .option('--threads <n>', 'worker threads', whole(1, 64), 2)
    .option('--quiet', 'say only what goes wrong', false)
    .addHelpText('after', EXAMPLES)
    .action(({ threads, quiet }: { threads: number; quiet: boolean }) =>
      runCommand(
        async (signal) => {
          const [{ work }, { openHomeStore, strataHome }, { notesOnly }] = await Promise.all([
            import('@strata/runs'),
            import('../home.ts'),
            import('../progress/progress.ts'),
          ]);
          const store = await openHomeStore({ keepRunning: true });
          try {
            if (!quiet) process.stderr.write('Waiting for runs. Press Ctrl-C to stop.\n');
            await work(store, { threads, signal, home: strataHome(), progress: notesOnly });
          } finally {
            await store.close();
          }
        },
        { quiet },
        // What the queue library still retries would keep the process for minutes.
      ).then(() => process.exit()),
    );
}
