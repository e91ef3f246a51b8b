import { calledAs } from '@strata/files';
import { Command, Option } from 'commander';
import { runCommand } from '../run-command.ts';

const ROLES = ['viewer', 'reviewer', 'admin'];

/** `strata key`: the keys that callers of the server show. */
export function keyCommand(): Command {
  return new Command('key')
    .description('Make, list and revoke the keys that the server asks for.')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand())
    .addHelpText('after', `\nExample:\n  ${calledAs()} key create --role viewer --name ci`);
}

function createCommand(): Command {
  return new Command('create')
    .description('Make a key and show it once; only its hash is stored.')
    .addOption(
      new Option('--role <role>', 'viewer reads; reviewer also judges; admin also starts runs and reads the audit')
        .choices(ROLES)
        .makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'what it is called in lists and in the audit')
    .addHelpText('after', `\nExample:\n  ${calledAs()} key create --role viewer --name ci`)
    .action((flags: { role: string; name: string }) =>
      runCommand(async () => (await import('../key/keys.ts')).createKey(flags)),
    );
}

function listCommand(): Command {
  return new Command('ls')
    .description('List the keys: their public part, role, name, and when they were last used.')
    .option('--json', 'print JSON')
    .addHelpText('after', `\nExample:\n  ${calledAs()} key ls`)
    .action((flags: { json?: boolean }) =>
      runCommand(async () => (await import('../key/keys.ts')).listKeys({ json: flags.json ?? false })),
    );
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('End a key for good, with every session that was opened with it.')
    .argument('<id>', `its public part, the first column of "${calledAs()} key ls"`)
    .addHelpText('after', `\nExample:\n  ${calledAs()} key revoke 8f14e45fceea167a`)
    .action((lookup: string) => runCommand(async () => (await import('../key/keys.ts')).revokeKey(lookup)));
}
