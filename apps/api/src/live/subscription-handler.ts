import type { Reader, RunEventListener, Store } from '@strata/db';
import type { RequestHandler, Response } from 'express';
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import type { Authenticate } from '../auth/authenticate.ts';
import { callerOf } from '../auth/require-caller.ts';
import { sessionOf } from '../auth/session-cookie.ts';
import { type ApiContext, createContext, type LiveContext } from '../context.ts';
import type { DocumentReader } from '../documents/document-reader.ts';
import type { Shares } from '../limits/shares.ts';
import { leaveTurn } from '../limits/turns.ts';
import { whoAsks } from '../limits/who-asks.ts';
import type { Metrics } from '../operations/metrics.ts';
import { requestIdOf } from '../operations/observe.ts';
import { openEventStream } from './event-stream.ts';
import type { Streams } from './streams.ts';

export interface SubscriptionParts {
  readonly schema: GraphQLSchema;
  readonly reader: Reader;
  readonly shares: Shares;
  readonly streams: Streams;
  readonly writer: Store;
  readonly listener: RunEventListener;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
  /** Has read what is long; a short document is read here. */
  readonly documents: DocumentReader;
  readonly tokensMax: number;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** Aborted when the server stops: streams end, and their readers come back with the last id. */
  readonly stopping: AbortSignal;
}

interface SubscriptionRequest {
  readonly document: DocumentNode;
  readonly variables: Record<string, unknown>;
  readonly operationName: string | undefined;
}

/**
 * Answers subscriptions as server-sent events: POSTs that accept `text/event-stream`. Everything else goes on to Apollo.
 * Each result has the event's number as its `id`; a reader who reconnects with it in `Last-Event-ID` misses nothing.
 */
export function subscriptionHandler(parts: SubscriptionParts): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'POST' || request.headers.accept?.includes('text/event-stream') !== true) return next();
    const asked = await read(request.body, parts);
    if ('errors' in asked) return refuse(response, 400, asked.errors);
    const left = new AbortController();
    const who = whoAsks(request, response);
    const session = callerOf(response).via === 'session' ? sessionOf(request) : undefined;
    const close = parts.streams.open(who, { session, end: () => left.abort() });
    if (!close) return refuse(response, 503, [unavailable()]);
    leaveTurn(response);
    parts.metrics.streams.inc();
    response.once('close', () => {
      left.abort();
      close();
      parts.metrics.streams.dec();
    });
    // Who can't be asked about is not let on: the reader comes back, and misses nothing.
    const endUnlessAllowed = () =>
      void parts.authenticate(request).then(
        (caller) => caller ?? left.abort(),
        () => left.abort(),
      );
    const stop = parts.listener.onAccess(endUnlessAllowed);
    response.once('close', stop);
    const signal = AbortSignal.any([left.signal, parts.stopping]);
    const store = parts.reader.for({ enter: (until) => parts.shares.take(who, until), signal });
    const after = lastEventId(request.headers['last-event-id']);
    await stream(response, { ...parts, asked, store, signal, endUnlessAllowed, after });
  };
}

interface StreamParts extends SubscriptionParts {
  readonly asked: SubscriptionRequest;
  readonly after: number | null;
  /** The reader's own. */
  readonly store: Store;
  /** Aborted when the reader leaves or may follow no more, or the server stops. */
  readonly signal: AbortSignal;
  readonly endUnlessAllowed: () => void;
}

async function stream(response: Response, parts: StreamParts): Promise<void> {
  const { schema, asked, formatError, signal } = parts;
  const args = {
    schema,
    document: asked.document,
    variableValues: asked.variables,
    operationName: asked.operationName,
  };
  const live = { listener: parts.listener, signal, after: parts.after };
  const source = await createSourceEventStream({ ...args, contextValue: contextOf(response, { ...parts, live }) });
  if (!(Symbol.asyncIterator in source))
    return refuse(response, 400, (source.errors ?? []).map(formatted(formatError)));
  const events = openEventStream(response, parts.endUnlessAllowed);
  try {
    for await (const event of source) {
      // A context each: loaders would show an earlier event's rows.
      const contextValue = contextOf(response, { ...parts, live });
      const result: ExecutionResult = await execute({ ...args, rootValue: event, contextValue });
      const { errors, ...rest } = result;
      const told = errors ? { ...rest, errors: errors.map(formatted(formatError)) } : rest;
      await events.next((event as { id: number }).id, told);
      if (signal.aborted) break;
    }
  } catch (error) {
    // What was under way when the stream ends was broken off: that is its end, and no failure.
    if (!signal.aborted) throw error;
  }
  events.complete();
}

function contextOf(
  response: Response,
  { store, writer, live }: Pick<StreamParts, 'store' | 'writer'> & { readonly live: LiveContext },
): ApiContext {
  return createContext(store, { caller: callerOf(response), writer, requestId: requestIdOf(response), live });
}

async function read(
  body: unknown,
  { schema, tokensMax, documents }: SubscriptionParts,
): Promise<SubscriptionRequest | { errors: GraphQLFormattedError[] }> {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string') return { errors: [badRequest('Expected JSON with a query.')] };
  try {
    const known = await documents.known(query);
    const document = known ?? parse(query, { maxTokens: tokensMax });
    const errors = known ? [] : validate(schema, document);
    if (errors.length > 0)
      return { errors: errors.map((one) => ({ ...one.toJSON(), ...code('GRAPHQL_VALIDATION_FAILED') })) };
    const name = typeof operationName === 'string' ? operationName : undefined;
    if (getOperationAST(document, name)?.operation !== 'subscription')
      return { errors: [badRequest('Expected a subscription; send queries and mutations without text/event-stream.')] };
    const values = typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {};
    return { document, variables: values, operationName: name };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { errors: [{ ...error.toJSON(), ...code('GRAPHQL_PARSE_FAILED') }] };
  }
}

const code = (name: string) => ({ extensions: { code: name } });
const badRequest = (message: string) => ({ message, ...code('BAD_REQUEST') });
const unavailable = () => ({
  message: 'Too many streams are open, or too many with this key or from this address. Close some, or try again later.',
  ...code('RATE_LIMITED'),
});

function formatted(format: SubscriptionParts['formatError']): (error: GraphQLError) => GraphQLFormattedError {
  return (error) => {
    // As Apollo does: an error without a code is one of ours.
    const { extensions = {}, ...rest } = error.toJSON();
    return format({ ...rest, extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions } }, error);
  };
}

function refuse(response: Response, status: number, errors: readonly GraphQLFormattedError[]): void {
  response.status(status).json({ errors });
}

function lastEventId(header: string | string[] | undefined): number | null {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : null;
}
