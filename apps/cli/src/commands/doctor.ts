import { Command } from 'commander';
import { runCommand } from '../run-command.ts';

/** `strata doctor`: whether this machine has what Strata needs. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check that this machine has what Strata needs, and say what to do where it has not.')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nThe database is really started, and made if there is none. Fails (exit code 1) when something necessary is missing.\n\nExample:\n  npx strata doctor',
    )
    .action((flags: { json?: boolean }) =>
      runCommand(async () => (await import('../doctor/doctor.ts')).doctor({ json: flags.json ?? false })),
    );
}
