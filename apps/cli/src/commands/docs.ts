import { calledAs } from '@strata/files';
import { Command } from 'commander';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';
import { DEFAULT_PORTS } from '../serve/ports.ts';

/** `strata docs`: the documentation as pages, without a network. */
export function docsCommand(): Command {
  return new Command('docs')
    .description('Serve the documentation to this machine: first steps, how to read a page, reference. Until Ctrl-C.')
    .option('--port <n>', 'where to listen; another when it is taken', whole(1, 65_535), DEFAULT_PORTS.docs)
    .addHelpText('after', `\nExample:\n  ${calledAs()} docs`)
    .action(({ port }: { readonly port: number }) =>
      runCommand(async (signal) => (await import('../docs/serve-docs.ts')).serveDocs({ port, signal })),
    );
}
