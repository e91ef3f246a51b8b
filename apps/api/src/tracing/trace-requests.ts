import { type Context, ROOT_CONTEXT, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import type { RequestHandler } from 'express';
import { requestIdOf, routeOf, statusOf } from '../operations/observe.ts';
import { current } from './current.ts';

/** Asked every few seconds by machines. */
const UNTRACED: ReadonlySet<string> = new Set(['healthz', 'readyz', 'metrics']);

/**
 * A span a request, from its head to the end of its answer (a subscription's whole stream), below the caller's own if
 * `traceparent` names one. It says the route, never the path, headers or anything of the body.
 */
export function traceRequests(tracer: Tracer): RequestHandler {
  return (request, response, next) => {
    const route = routeOf(request);
    if (UNTRACED.has(route)) return next();
    const span = tracer.startSpan(
      route === 'other' ? request.method : `${request.method} /${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: {
          'http.request.method': request.method,
          'http.route': route,
          'strata.request_id': requestIdOf(response),
        },
      },
      parentOf(request.headers.traceparent),
    );
    response.once('close', () => {
      const status = statusOf(response);
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
    current.run({ context: trace.setSpan(ROOT_CONTEXT, span) }, next);
  };
}

function parentOf(header: string | string[] | undefined): Context {
  const parent = typeof header === 'string' ? parseTraceParent(header) : null;
  return parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true }) : ROOT_CONTEXT;
}
