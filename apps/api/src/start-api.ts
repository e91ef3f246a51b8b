import type { AddressInfo } from 'node:net';
import { listenForRunEvents, openReader, type Store } from '@strata/db';
import { isLoopback, StrataError } from '@strata/domain';
import { Lru } from '@strata/files';
import { authenticator } from './auth/authenticate.ts';
import { Provider } from './auth/oidc/provider.ts';
import type { OidcSettings } from './auth/oidc/settings.ts';
import { DocumentReader } from './documents/document-reader.ts';
import { readDocuments } from './documents/read-documents.ts';
import { createLog, type LogLevel } from './errors/log.ts';
import { toGraphQLError } from './errors/to-graphql-error.ts';
import { KeptHits, type KeptSource } from './kept/kept-hits.ts';
import type { RateLimit } from './limits/rate-limit.ts';
import { Shares, type SharesOptions } from './limits/shares.ts';
import { Streams } from './live/streams.ts';
import { subscriptionHandler } from './live/subscription-handler.ts';
import { Painter } from './media/painter.ts';
import { countErrors } from './operations/count-errors.ts';
import { createMetrics } from './operations/metrics.ts';
import { readSafelist } from './safelist/read-safelist.ts';
import { schema } from './schema/index.ts';
import { createApollo } from './server/create-apollo.ts';
import { createApp } from './server/create-app.ts';
import { closeGracefully, listen } from './server/listen.ts';
import type { Tracing } from './tracing/start-tracing.ts';

/** Words and signs of one query; GraphiQL's own introspection has about 300. */
const TOKENS_MAX = 4_000;
const CLOSING_GRACE_MS = 10_000;
/** Connections for what callers ask; the reader has more, so that keys are looked up whoever holds these. */
const CONNECTIONS: SharesOptions = { total: 8, each: 4 };
/** Sessions that ended, remembered in case the database could not be told. */
const ENDED_MAX = 10_000;

export interface RunningApi {
  readonly url: string;
  readonly port: number;
  /** Ends when requests under way are answered, at the latest after ten seconds. */
  close(): Promise<void>;
}

export interface StartApiOptions {
  readonly store: Store;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 4000; 0 takes a free one. */
  readonly port?: number;
  /**
   * Asks nobody for a key; whoever reaches the server may do everything. For loopback only. Default true on loopback,
   * false elsewhere.
   */
  readonly open?: boolean;
  /** How people sign in as people; default they don't. An open server asks nobody. */
  readonly oidc?: OidcSettings | undefined;
  /**
   * Names, with or without a port, that requests may ask for it by, beside loopback's. Default: none on an open server,
   * any on one that asks for keys.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The file of the documents that the dashboard sends; default none, then sessions can ask nothing. */
  readonly safelistPath?: string;
  /** Answers introspection, on which GraphiQL's help and clients' generators rest. Default true. */
  readonly introspection?: boolean;
  /** Proxies in front whose X-Forwarded-For says who asks: addresses and networks with commas, or `loopback`. Default none. */
  readonly trustedProxies?: string | undefined;
  /** How fast one caller may ask. */
  readonly rateLimit?: RateLimit;
  /** From which weight on lines are written to standard error. Default warn. */
  readonly logLevel?: LogLevel;
  /** Milliseconds after which the database gives up on a statement; default 15,000. */
  readonly statementTimeoutMs?: number;
  /** The address of an OpenTelemetry collector that is sent traces, as OTLP over HTTP; default none. */
  readonly otlpEndpoint?: string | undefined;
  /** Where this machine keeps what runs hit, for scoring formulas and drawing to ask; default nothing of it is served. */
  readonly kept?: KeptSource | undefined;
  /** Hears of every statement sent to the database, with its parameters; default nobody. */
  readonly onStatement?: (sql: string, parameters: unknown[]) => void;
}

/**
 * Serves GraphQL, GraphiQL, media, sessions and what operators read over the store, which stays the caller's to close.
 * Reads go over connections of the API's own, on which the database refuses writes.
 * @throws StrataError PORT_TAKEN when another process listens on the port; BAD_CONFIG for an open server that others
 * than this machine could reach, or an endpoint that is no address; SETUP_FAILED when the documents can't be read
 */
export async function startApi(options: StartApiOptions): Promise<RunningApi> {
  const { host = '127.0.0.1', port = 4000, statementTimeoutMs, onStatement } = options;
  const { open = isLoopback(host), safelistPath, introspection = true } = options;
  requireLoopbackWhenOpen(open, host);
  const safelist = safelistPath === undefined ? new Map<string, string>() : readSafelist(safelistPath);
  const tracing = options.otlpEndpoint === undefined ? null : await loadTracing(options.otlpEndpoint);
  const log = createLog(options.logLevel ?? 'warn');
  const reader = openReader(options.store, { statementTimeoutMs, onStatement });
  const shares = new Shares(CONNECTIONS);
  const streams = new Streams();
  const painter = new Painter();
  const kept = options.kept ? new KeptHits(options.kept) : null;
  const metrics = createMetrics(reader);
  const formatError = countErrors(metrics, toGraphQLError(log));
  const documents = new DocumentReader(schema, { tokensMax: TOKENS_MAX, introspection });
  const documentStore = documents.store;
  const apollo = createApollo({ introspection, formatError, tokensMax: TOKENS_MAX, documentStore, tracing });
  await apollo.start();
  const listener = listenForRunEvents(reader);
  const untrace = [reader.pool, options.store.pool].map((pool) => tracing?.statements(pool));
  const end = async () => {
    await apollo.stop();
    await listener.close();
    await Promise.all([painter.close(), kept?.close()]);
    await documents.close();
    for (const undo of untrace) undo?.();
    await reader.close();
    await tracing?.close();
  };
  const stopping = new AbortController();
  const { store: writer } = options;
  const ended = new Lru<string, true>({ max: ENDED_MAX });
  const provider = options.oidc && !open ? new Provider(options.oidc) : null;
  const hasEnded = (session: string) => ended.get(session) === true;
  const authenticate = authenticator({ reader, writer, open, issuer: options.oidc?.issuer ?? null, hasEnded });
  const onSessionEnd = (session: string) => {
    ended.set(session, true);
    streams.endSession(session);
  };
  const subscriptions = subscriptionHandler({
    schema,
    reader,
    shares,
    streams,
    writer,
    listener,
    metrics,
    authenticate,
    formatError,
    documents,
    tokensMax: TOKENS_MAX,
    stopping: stopping.signal,
  });
  const app = createApp({
    apollo,
    readDocuments: readDocuments(documents, formatError),
    reader,
    shares,
    onSessionEnd,
    painter,
    kept,
    trustedProxies: options.trustedProxies ?? null,
    writer,
    log,
    metrics,
    authenticate,
    provider,
    open,
    allowedHosts: options.allowedHosts ?? (open ? [] : null),
    safelist,
    subscriptions,
    rateLimit: options.rateLimit ?? {},
    isStopping: () => stopping.signal.aborted,
    tracing: tracing?.requests ?? null,
  });
  try {
    const server = await listen(app, { host, port });
    const bound = (server.address() as AddressInfo).port;
    const close = async () => {
      stopping.abort();
      await closeGracefully(server, CLOSING_GRACE_MS);
      await end();
    };
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, close };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Its packages take time to load, which only those wait for who ask for traces. */
async function loadTracing(endpoint: string): Promise<Tracing> {
  return (await import('./tracing/start-tracing.ts')).startTracing({ endpoint });
}

/**
 * Makes sure that a server which asks nobody for a key is reached by its own machine alone.
 * @throws StrataError BAD_CONFIG when others could reach it
 */
export function requireLoopbackWhenOpen(open: boolean, host: string): void {
  if (!open || isLoopback(host)) return;
  throw new StrataError(
    'BAD_CONFIG',
    `Expected a loopback host with --open, such as 127.0.0.1; got ${host}. Leave --open out and make keys with "strata key create".`,
  );
}
