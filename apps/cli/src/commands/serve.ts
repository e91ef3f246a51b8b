import { Command } from 'commander';
import { openHomeStore } from '../home.ts';
import { runCommand } from '../run-command.ts';
import { DEFAULT_PORTS, requireFreePort } from '../serve/ports.ts';
import { serve } from '../serve/serve.ts';
import { whole } from './numbers.ts';

interface ServeFlags {
  readonly port: number;
  readonly apiPort: number;
}

/** `strata serve`: the dashboard and the GraphQL API over what is stored. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Serve the dashboard and the GraphQL API on this machine (127.0.0.1 only) until Ctrl-C.')
    .option('--port <n>', 'the dashboard’s port', whole(1, 65_535), DEFAULT_PORTS.dashboard)
    .option('--api-port <n>', 'the GraphQL API’s port', whole(1, 65_535), DEFAULT_PORTS.api)
    .addHelpText('after', '\nExample:\n  npx strata serve --port 8080')
    .action((flags: ServeFlags) =>
      runCommand(async (signal) => {
        await requireFreePort(flags.port, '--port');
        await requireFreePort(flags.apiPort, '--api-port');
        const store = await openHomeStore();
        try {
          await serve({ store, ...flags, signal });
        } finally {
          await store.close();
        }
      }),
    );
}
