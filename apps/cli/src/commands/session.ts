import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { runCommand } from '../run-command.ts';

/** `strata session`: the browsers that are signed in. */
export function sessionCommand(): Command {
  return new Command('session')
    .description('List and end the sessions of browsers that signed in, with a key or as a person.')
    .addCommand(listCommand())
    .addCommand(endCommand())
    .addHelpText('after', `\nExample:\n  ${calledAs()} session end --person ann@strata.example`);
}

function listCommand(): Command {
  return new Command('ls')
    .description('List the sessions that work: their public part, role, who signed in, and until when.')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  ${calledAs()} session ls`)
    .action((flags: { json?: boolean }) =>
      runCommand(async () => (await import('../session/sessions.ts')).printSessions({ json: flags.json ?? false })),
    );
}

function endCommand(): Command {
  return new Command('end')
    .description('End sessions at once, with the streams that are open in them; who it was can sign in again.')
    .argument('[id]', `the public part of one, the first column of "${calledAs()} session ls"`)
    .option('--person <name>', 'all of the person with this name, or with this name of the provider’s')
    .option('--all', 'all there are')
    .addHelpText('after', `\nExample:\n  ${calledAs()} session end 8f14e45fceea167a`)
    .action((id: string | undefined, flags: { person?: string; all?: boolean }) =>
      runCommand(async () => (await import('../session/sessions.ts')).endThem({ id, ...flags })),
    );
}
