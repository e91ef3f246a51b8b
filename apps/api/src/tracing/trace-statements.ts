import { SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import type { Store } from '@strata/db';
import { current } from './current.ts';

export type Pool = Store['pool'];

/** Of a statement's text; its parameters are the caller's and stay out. */
const TEXT_CHARACTERS_MAX = 2_000;

type Query = (...args: unknown[]) => unknown;
/** The part of the driver that is wrapped. Its types have an overload for each way to call it. */
interface Statement {
  query: Query;
}
interface Connecting extends Statement {
  connect: (...args: unknown[]) => unknown;
}

/**
 * A span a statement that a request sends, with the wait for a connection, also inside transactions. Statements that no
 * request sends have none.
 */
export function traceStatements(pool: Pool, tracer: Tracer): () => void {
  const target = pool as unknown as Connecting;
  const { query, connect } = target;
  const wrapped = new Map<Statement, Query>();
  target.query = traced(query.bind(target), tracer);
  target.connect = (...args) => {
    const client = connect.apply(target, args);
    // With a callback it is the pool's own query that connects, which is traced as a whole.
    if (!(client instanceof Promise)) return client;
    return client.then((one: Statement) => {
      if (!wrapped.has(one)) {
        wrapped.set(one, one.query);
        one.query = traced(one.query.bind(one), tracer);
      }
      return one;
    });
  };
  return () => {
    Object.assign(target, { query, connect });
    for (const [client, original] of wrapped) client.query = original;
  };
}

function traced(query: Query, tracer: Tracer): Query {
  return (...args) => {
    const parent = current.getStore();
    const text = textOf(args[0]);
    if (!parent || text === undefined || typeof args.at(-1) === 'function') return query(...args);
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text.slice(0, TEXT_CHARACTERS_MAX) };
    const name = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL';
    const span = tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, parent.context);
    return (query(...args) as Promise<unknown>).then(
      (result) => {
        span.end();
        return result;
      },
      (error: unknown) => {
        // The server's message may repeat values; its code does not.
        if (error instanceof Error && 'code' in error) span.setAttribute('db.response.status_code', String(error.code));
        span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
        throw error;
      },
    );
  };
}

function textOf(query: unknown): string | undefined {
  if (typeof query === 'string') return query;
  if (typeof query !== 'object' || query === null || !('text' in query)) return undefined;
  return typeof query.text === 'string' ? query.text : undefined;
}
