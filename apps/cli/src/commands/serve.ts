import type { LogLevel, OidcSettings } from '@strata/api';
import { isLoopback } from '@strata/domain';
import { calledAs } from '@strata/files';
import { Command, Option } from 'commander';
import { whole } from '../flags/numbers.ts';
import { runCommand } from '../run-command.ts';
import { addressOf, DEFAULT_PORTS, requireFreePort } from '../serve/ports.ts';

interface ServeFlags {
  readonly host: string;
  readonly port: number;
  readonly apiPort: number;
  readonly open: boolean;
  readonly allowedHost?: string[];
  readonly trustProxy?: string;
  readonly log: LogLevel;
  readonly introspection: boolean;
  readonly worker: boolean;
  readonly threads: number;
  /** True without an address. */
  readonly otel?: string | true;
}

/** Where OpenTelemetry says that a collector listens unless told otherwise. */
const COLLECTOR = 'http://127.0.0.1:4318';

const EXAMPLES = `
Callers show a key ("${calledAs()} key create"): the API as "Authorization: Bearer <key>", browsers by signing in. With --open
nobody needs one, everything is allowed, and only this machine can connect. People sign in with OpenID Connect when
STRATA_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _GROUPS are set (apps/api/README.md).

Examples:
  ${calledAs()} serve --open
  ${calledAs()} key create --role viewer --name me && ${calledAs()} serve --host 0.0.0.0 --port 8080`;

function collector(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.OTEL_EXPORTER_OTLP_ENDPOINT || COLLECTOR;
}

/** Pages that others reach have a name that only STRATA_PAGES_URL can tell. */
async function oidcSettings({ host, port }: ServeFlags): Promise<OidcSettings | undefined> {
  const { readOidcSettings } = await import('../serve/oidc-settings.ts');
  return readOidcSettings(process.env, isLoopback(host) ? addressOf(host, port) : null);
}

/** `strata serve`: the dashboard and the GraphQL API over what is stored. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Serve the dashboard and the GraphQL API, and compute the runs started there, until Ctrl-C.')
    .option('--host <address>', 'where to listen; anything but loopback can be reached from elsewhere', '127.0.0.1')
    .option('--port <n>', 'the dashboard’s port', whole(1, 65_535), DEFAULT_PORTS.dashboard)
    .option('--api-port <n>', 'the GraphQL API’s port', whole(1, 65_535), DEFAULT_PORTS.api)
    .option('--open', 'ask nobody for a key; on loopback only', false)
    .option(
      '--allowed-host <names...>',
      'names, with or without a port, that requests may ask for besides this machine’s; default any, with --open none',
    )
    .option(
      '--trust-proxy <addresses>',
      'proxies in front whose X-Forwarded-For says who asks, with commas, such as loopback,10.0.0.0/8; default none',
    )
    .addOption(
      new Option('--log <level>', 'what to write to standard error, as JSON lines; info: every request')
        .choices(['info', 'warn', 'error', 'silent'])
        .default('warn'),
    )
    .option('--no-worker', `compute no runs here; start "${calledAs()} worker" somewhere`)
    .option('--threads <n>', 'the worker’s threads', whole(1, 64), 2)
    .option('--no-introspection', 'do not describe the schema to callers; GraphiQL’s help goes with it')
    .option(
      '--otel [address]',
      `send traces to an OpenTelemetry collector (OTLP over HTTP); default OTEL_EXPORTER_OTLP_ENDPOINT, else ${COLLECTOR}`,
    )
    .addHelpText('after', EXAMPLES)
    .action((flags: ServeFlags) =>
      runCommand(async (signal) => {
        const [{ requireLoopbackWhenOpen }, { requireWayIn, serve }, { openHomeStore }] = await Promise.all([
          import('@strata/api'),
          import('../serve/serve.ts'),
          import('../home.ts'),
        ]);
        requireLoopbackWhenOpen(flags.open, flags.host);
        const oidc = flags.open ? undefined : await oidcSettings(flags);
        await requireFreePort(flags.port, '--port');
        await requireFreePort(flags.apiPort, '--api-port');
        const store = await openHomeStore({ keepRunning: true });
        try {
          await requireWayIn(store, { ...flags, oidc });
          const {
            log: logLevel,
            worker,
            threads,
            otel,
            allowedHost: allowedHosts,
            trustProxy: trustedProxies,
            ...rest
          } = flags;
          const otlpEndpoint = otel === true ? collector() : otel;
          await serve({
            store,
            ...rest,
            oidc,
            allowedHosts,
            logLevel,
            otlpEndpoint,
            workerThreads: worker ? threads : 0,
            signal,
          });
        } finally {
          await store.close();
        }
      }),
    );
}
