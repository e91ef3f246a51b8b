import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import express from 'express';
import { type ApiContext, createContext } from './context.ts';
import { mediaRouter } from './media.ts';
import { schema } from './schema/index.ts';
import { toGraphQLError } from './to-graphql-error.ts';

export interface RunningApi {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface StartApiOptions {
  readonly store: Store;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 4000; 0 takes a free one. */
  readonly port?: number;
}

/**
 * Serves GraphQL, GraphiQL, media and /healthz over the store, which stays the caller's to close.
 * @throws StrataError PORT_TAKEN when another process listens on the port
 */
export async function startApi({ store, host = '127.0.0.1', port = 4000 }: StartApiOptions): Promise<RunningApi> {
  const apollo = new ApolloServer<ApiContext>({ schema, formatError: toGraphQLError });
  await apollo.start();
  const app = express().disable('x-powered-by').set('etag', 'strong');
  app.get('/healthz', (_, response) => void response.json({ status: 'ok' }));
  app.use('/media', mediaRouter(store));
  app.get('/graphql', (request, response, next) => {
    if (request.accepts(['json', 'html']) === 'html') response.type('html').send(renderGraphiQL());
    else next();
  });
  app.use('/graphql', express.json(), expressMiddleware(apollo, { context: async () => createContext(store) }));
  const server = createServer(app);
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  } catch (cause) {
    await apollo.stop();
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new StrataError('PORT_TAKEN', `Port ${port} of ${host} is in use. Choose another port.`, { cause });
  }
  const bound = (server.address() as AddressInfo).port;
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await apollo.stop();
  };
  return { url: `http://${host}:${bound}`, port: bound, close };
}
