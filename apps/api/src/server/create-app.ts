import type { ApolloServer } from '@apollo/server';
import { expressMiddleware } from '@as-integrations/express5';
import type { Reader, Store } from '@strata/db';
import type { AllowedHosts } from '@strata/domain';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Authenticate } from '../auth/authenticate.ts';
import { oidcRouter } from '../auth/oidc/oidc-router.ts';
import type { Provider } from '../auth/oidc/provider.ts';
import { ownAddressOnly } from '../auth/own-address-only.ts';
import { callerOf, createDoor, STRANGERS } from '../auth/require-caller.ts';
import { sessionRouter } from '../auth/session-router.ts';
import { type ApiContext, createContext } from '../context.ts';
import { httpErrors } from '../errors/http-errors.ts';
import type { KeptHits } from '../kept/kept-hits.ts';
import { callerStores, leftSignal } from '../limits/caller-stores.ts';
import { type RateLimit, rateLimit } from '../limits/rate-limit.ts';
import type { Shares } from '../limits/shares.ts';
import { inTurns } from '../limits/turns.ts';
import { whoAsks } from '../limits/who-asks.ts';
import { mediaRouter } from '../media/media-router.ts';
import type { Painter } from '../media/painter.ts';
import { healthRouter } from '../operations/health-router.ts';
import type { Metrics } from '../operations/metrics.ts';
import { metricsRouter } from '../operations/metrics-router.ts';
import { observe, requestIdOf } from '../operations/observe.ts';
import type { Safelist } from '../safelist/read-safelist.ts';
import { safelisted } from '../safelist/safelisted.ts';
import { graphiql } from './graphiql.ts';

/** A query of all limits' size is a tenth of this. */
const BODY_BYTES_MAX = '200kb';

export interface AppParts {
  readonly apollo: ApolloServer<ApiContext>;
  /** Meets every document before it is answered. */
  readonly readDocuments: RequestHandler;
  /** Refuses writes. */
  readonly reader: Reader;
  /** Of the reader's connections. */
  readonly shares: Shares;
  /** Told of a session that ends. */
  readonly onSessionEnd: (session: string) => void;
  /** Proxies whose word about addresses counts, as express takes them; null for none. */
  readonly trustedProxies: string | null;
  readonly writer: Store;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
  /** That people sign in with; null where they can't. */
  readonly provider: Provider | null;
  /** Asks nobody for a key. */
  readonly open: boolean;
  /** Names that requests may ask for it by. */
  readonly allowedHosts: AllowedHosts;
  readonly safelist: Safelist;
  readonly rateLimit: RateLimit;
  readonly subscriptions: RequestHandler;
  readonly painter: Painter;
  /** Null where nobody serves what runs hit. */
  readonly kept: KeptHits | null;
  /** Traces requests; null where nobody asked for it. */
  readonly tracing: RequestHandler | null;
  readonly isStopping: () => boolean;
}

/**
 * Routes. Nobody needs a key for /healthz, /readyz, /session and GraphiQL's page; everything that answers with data goes
 * through the same questions: who is it, and not too often?
 */
export function createApp(parts: AppParts): Express {
  const { apollo, reader, writer, log, metrics, open, safelist } = parts;
  const app = express().disable('x-powered-by').set('etag', 'strong');
  app.set('trust proxy', parts.trustedProxies ?? false);
  app.use((_, response, next) => {
    response.set({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    next();
  });
  app.use(observe(log, metrics));
  if (parts.tracing) app.use(parts.tracing);
  app.use(healthRouter(reader, parts.isStopping));
  app.use(ownAddressOnly(parts.allowedHosts));
  const limit = rateLimit(parts.rateLimit);
  const storeFor = callerStores(reader, parts.shares);
  const door = createDoor(parts.authenticate);
  const { provider } = parts;
  if (provider)
    app.use('/session/oidc', rateLimit(STRANGERS), oidcRouter({ provider, writer, log, onBegin: door.welcome }));
  app.use('/session', limit, sessionRouter({ writer, onBegin: door.welcome, onEnd: parts.onSessionEnd, provider }));
  app.use('/graphql', graphiql(limit));
  app.use(['/graphql', '/media', '/metrics'], door.require, limit);
  app.use(metricsRouter(metrics));
  app.use('/media', mediaRouter(storeFor, { shared: open, painter: parts.painter, kept: parts.kept }));
  app.use(
    '/graphql',
    inTurns(),
    express.json({ limit: BODY_BYTES_MAX }),
    safelisted(safelist),
    parts.readDocuments,
    parts.subscriptions,
    expressMiddleware(apollo, {
      context: async ({ req, res }) =>
        createContext(storeFor(req, res), {
          caller: callerOf(res),
          writer,
          requestId: requestIdOf(res),
          kept: parts.kept?.for({ who: whoAsks(req, res), signal: leftSignal(res) }),
        }),
    }),
  );
  app.use((_, response) => void response.sendStatus(404));
  app.use(httpErrors(log));
  return app;
}
