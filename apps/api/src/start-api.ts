import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { openReader, type Store } from '@strata/db';
import type { ApiContext } from './context.ts';
import { createLog } from './errors/log.ts';
import { toGraphQLError } from './errors/to-graphql-error.ts';
import { schema } from './schema/index.ts';
import { createApp } from './server/create-app.ts';
import { closeGracefully, listen } from './server/listen.ts';

/** Words and signs of one query; GraphiQL's own introspection has about 300. */
const TOKENS_MAX = 4_000;
const CLOSING_GRACE_MS = 10_000;

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
  /** Milliseconds after which the database gives up on a statement; default 15,000. */
  readonly statementTimeoutMs?: number;
  /** Hears of every statement sent to the database, with its parameters; default nobody. */
  readonly onStatement?: (sql: string, parameters: unknown[]) => void;
}

/**
 * Serves GraphQL, GraphiQL, media and /healthz over the store, which stays the caller's to close. Reads go over
 * connections of the API's own, on which the database refuses writes.
 * @throws StrataError PORT_TAKEN when another process listens on the port
 */
export async function startApi(options: StartApiOptions): Promise<RunningApi> {
  const { host = '127.0.0.1', port = 4000, statementTimeoutMs, onStatement } = options;
  const log = createLog();
  const store = openReader(options.store, { statementTimeoutMs, onStatement });
  const apollo = new ApolloServer<ApiContext>({
    schema,
    formatError: toGraphQLError(log),
    parseOptions: { maxTokens: TOKENS_MAX },
    // Whoever starts the API decides about signals.
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const end = async () => {
    await apollo.stop();
    await store.close();
  };
  try {
    const server = await listen(createApp({ apollo, store, log }), { host, port });
    const bound = (server.address() as AddressInfo).port;
    const close = async () => {
      await closeGracefully(server, CLOSING_GRACE_MS);
      await end();
    };
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, close };
  } catch (error) {
    await end();
    throw error;
  }
}
