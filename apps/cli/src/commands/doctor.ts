import { Command } from 'commander';
import { runCommand } from '../run-command.ts';

/** `strata doctor`: whether this machine has what Strata needs. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Check that this machine has what Strata needs, and say what to do about anything missing.')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nThe check starts the database, and creates it if there is none. Exit code 1 when something necessary is missing.\n\nExample:\n  npx strata doctor',
    )
    .action((flags: { json?: boolean }) =>
      runCommand(async () => (await import('../doctor/doctor.ts')).doctor({ json: flags.json ?? false })),
    );
}
