import type { RunEventListener, Store } from '@strata/db';
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
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import type { Authenticate } from '../auth/authenticate.ts';
import { callerOf } from '../auth/require-caller.ts';
import { type ApiContext, createContext, type LiveContext } from '../context.ts';
import { introspectionLimit } from '../limits/introspection-limit.ts';
import type { Metrics } from '../operations/metrics.ts';
import { requestIdOf } from '../operations/observe.ts';
import { openEventStream } from './event-stream.ts';

/** Streams at once, over all callers: each holds a connection and looks now and then. */
const STREAMS_MAX = 200;

export interface SubscriptionParts {
  readonly schema: GraphQLSchema;
  readonly store: Store;
  readonly writer: Store;
  readonly listener: RunEventListener;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
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
  let streams = 0;
  const rules = [...specifiedRules, introspectionLimit(parts.schema)];
  return async (request, response, next) => {
    if (request.method !== 'POST' || request.headers.accept?.includes('text/event-stream') !== true) return next();
    if (streams >= STREAMS_MAX) return refuse(response, 503, [unavailable()]);
    const asked = read(request.body, { ...parts, rules });
    if ('errors' in asked) return refuse(response, 400, asked.errors);
    streams += 1;
    parts.metrics.streams.inc();
    response.once('close', () => {
      streams -= 1;
      parts.metrics.streams.dec();
    });
    const stillAllowed = async () => (await parts.authenticate(request).catch(() => callerOf(response))) !== null;
    await stream(response, { ...parts, asked, stillAllowed, after: lastEventId(request.headers['last-event-id']) });
  };
}

interface StreamParts extends SubscriptionParts {
  readonly asked: SubscriptionRequest;
  readonly after: number | null;
  /** Whether the key works; asked again now and then. */
  readonly stillAllowed: () => Promise<boolean>;
}

async function stream(response: Response, parts: StreamParts): Promise<void> {
  const { schema, asked, formatError } = parts;
  const left = new AbortController();
  response.once('close', () => left.abort());
  const signal = AbortSignal.any([left.signal, parts.stopping]);
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
  const events = openEventStream(response, () => {
    void parts.stillAllowed().then((allowed) => allowed || left.abort());
  });
  for await (const event of source) {
    // A context each: loaders would show an earlier event's rows.
    const contextValue = contextOf(response, { ...parts, live });
    const result: ExecutionResult = await execute({ ...args, rootValue: event, contextValue });
    const { errors, ...rest } = result;
    const told = errors ? { ...rest, errors: errors.map(formatted(formatError)) } : rest;
    await events.next((event as { id: number }).id, told);
    if (signal.aborted) break;
  }
  events.complete();
}

function contextOf(
  response: Response,
  { store, writer, live }: Pick<StreamParts, 'store' | 'writer'> & { readonly live: LiveContext },
): ApiContext {
  return createContext(store, { caller: callerOf(response), writer, requestId: requestIdOf(response), live });
}

function read(
  body: unknown,
  { schema, tokensMax, rules }: SubscriptionParts & { readonly rules: readonly ValidationRule[] },
): SubscriptionRequest | { errors: GraphQLFormattedError[] } {
  const { query, variables, operationName } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string') return { errors: [badRequest('Expected JSON with a query.')] };
  try {
    const document = parse(query, { maxTokens: tokensMax });
    const errors = validate(schema, document, rules);
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
const unavailable = () => ({ message: 'Too many streams are open. Try again later.', ...code('RATE_LIMITED') });

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
