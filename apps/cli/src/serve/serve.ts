import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type LogLevel, type OidcSettings, startApi } from '@strata/api';
import { listApiKeys, type Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { calledAs } from '@strata/files';
import { KEPT_THREAD } from '@strata/runs/kept';
import { strataHome } from '../home.ts';
import { buildDashboard } from './build-pages.ts';
import { keepDashboard } from './keep-dashboard.ts';
import { keepWorker } from './start-worker-process.ts';

/** The documents that the dashboard sends, as its generator writes them. */
export const DASHBOARD_DOCUMENTS = fileURLToPath(
  new URL('../../../dashboard/gql/persisted-documents.json', import.meta.url),
);
const ANY_ADDRESS = new Set(['0.0.0.0', '::']);

export interface ServeOptions {
  readonly store: Store;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly port: number;
  readonly apiPort: number;
  /** Asks nobody for a key. */
  readonly open: boolean;
  /** How people sign in as people; default they don't. */
  readonly oidc?: OidcSettings | undefined;
  /** Names that requests may ask for, beside loopback's. Default: none when it is open, else any. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Proxies in front whose X-Forwarded-For says who asks; default none. */
  readonly trustedProxies?: string | undefined;
  /** Default warn. */
  readonly logLevel?: LogLevel;
  /** Default true. */
  readonly introspection?: boolean;
  /** The address of an OpenTelemetry collector; default none, then nothing is traced. */
  readonly otlpEndpoint?: string | undefined;
  /** Threads of a worker that computes the runs people start; 0 for none. Default 2. */
  readonly workerThreads?: number;
  /** Ends serving. */
  readonly signal: AbortSignal;
}

/**
 * Serves the API and the dashboard, with a worker for the runs that people start, until the signal is aborted, and prints the one address to open.
 * @throws StrataError when one of them can't start, or pages that died can't be started again.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { store, host = '127.0.0.1', port, apiPort, open, logLevel = 'warn', introspection = true, signal } = options;
  process.stderr.write('Preparing the pages …\n');
  await buildDashboard();
  signal.throwIfAborted();
  const { workerThreads = 2, otlpEndpoint, allowedHosts, trustedProxies, oidc } = options;
  const api = await startApi({
    store,
    host,
    port: apiPort,
    open,
    oidc,
    allowedHosts,
    // Pages ask from this machine, and pass on what the proxy said.
    trustedProxies: trustedProxies === undefined ? undefined : `loopback,${trustedProxies}`,
    logLevel,
    introspection,
    otlpEndpoint,
    safelistPath: DASHBOARD_DOCUMENTS,
    kept: { module: KEPT_THREAD, home: strataHome() },
  });
  try {
    const dashboard = await keepDashboard({
      host,
      port,
      apiUrl: reachable(api.url),
      passesAddress: trustedProxies !== undefined,
      allowedHosts: allowedHosts ?? (open ? [] : ['*']),
      signal,
    });
    const worker = workerThreads > 0 ? keepWorker({ threads: workerThreads }) : null;
    try {
      process.stderr.write(`GraphQL: ${reachable(api.url)}/graphql\n`);
      process.stdout.write(`\n  Strata is ready: ${reachable(dashboard.url)}\n\n`);
      process.stderr.write('Press Ctrl-C to stop.\n');
      await Promise.race([stopped(signal), dashboard.failed]);
    } finally {
      await Promise.all([dashboard.close(), worker?.close()]);
    }
  } finally {
    await api.close();
  }
}

/**
 * Makes sure that somebody could get in.
 * @throws StrataError BAD_CONFIG when the server would ask for keys and there are none
 */
export async function requireWayIn(
  store: Store,
  { open, oidc }: { open: boolean; oidc: OidcSettings | undefined },
): Promise<void> {
  if (open || oidc || (await listApiKeys(store)).some(({ revokedAt }) => revokedAt === null)) return;
  throw new StrataError(
    'BAD_CONFIG',
    `Expected a key that callers can show; there is none yet. Make one with "${calledAs()} key create --role admin --name me", let people sign in with OpenID Connect (STRATA_OIDC_ISSUER), or serve this machine alone with --open.`,
  );
}

/** An address that this machine can open: servers that listen everywhere have none of their own. */
function reachable(url: string): string {
  const { protocol, hostname, port } = new URL(url);
  return ANY_ADDRESS.has(hostname.replace(/^\[(.*)\]$/, '$1')) ? `${protocol}//127.0.0.1:${port}` : url;
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
