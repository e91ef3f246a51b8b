import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import type { Store } from '@strata/db';
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import { type ApiContext, createContext } from '../context.ts';
import { httpErrors } from '../errors/http-errors.ts';
import { mediaRouter } from '../media/media-router.ts';
import { graphiql } from './graphiql.ts';

/** A query of all limits' size is a tenth of this. */
const BODY_BYTES_MAX = '200kb';

/** Routes: GraphQL and GraphiQL, media, and /healthz, which says that the process answers. */
export function createApp({
  apollo,
  store,
  log,
}: {
  apollo: ApolloServer<ApiContext>;
  store: Store;
  log: Logger;
}): Express {
  const app = express().disable('x-powered-by').set('etag', 'strong');
  app.use((_, response, next) => {
    response.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    next();
  });
  app.get('/healthz', (_, response) => void response.json({ status: 'ok' }));
  app.use('/media', mediaRouter(store));
  app.use(
    '/graphql',
    graphiql(),
    express.json({ limit: BODY_BYTES_MAX }),
    expressMiddleware(apollo, { context: async () => createContext(store) }),
  );
  app.use((_, response) => void response.sendStatus(404));
  app.use(httpErrors(log));
  return app;
}
