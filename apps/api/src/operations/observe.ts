import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { Caller } from '../caller.ts';
import type { Metrics } from './metrics.ts';

/** First parts of paths that are ours; labels and logs say "other" for the rest. */
const ROUTES = new Set(['graphql', 'media', 'session', 'healthz', 'readyz', 'metrics']);
/** What a proxy in front may call a request. */
const REQUEST_ID = /^[\w.:-]{1,80}$/;

/**
 * Gives every request an id (the caller's own `x-request-id` if it has one), says it in the answer, and when the answer
 * is sent counts it and writes a line: never headers, paths, queries or variables, since keys and names are in them.
 */
export function observe(log: Logger, metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const given = request.headers['x-request-id'];
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    response.locals.requestId = id;
    response.set('x-request-id', id);
    const route = routeOf(request);
    response.once('close', () => {
      const ms = performance.now() - started;
      const status = statusOf(response);
      metrics.requests.observe({ route, status }, ms / 1000);
      const caller = (response.locals.caller as Caller | undefined)?.name;
      log.info({ requestId: id, route, method: request.method, status, ms: Math.round(ms), caller });
    });
    next();
  };
}

/** The id that `observe` gave the request. */
export function requestIdOf(response: Pick<Response, 'locals'>): string {
  return String(response.locals.requestId);
}

/** The first part of the path where it is ours, else `other`. */
export function routeOf({ path }: Pick<Request, 'path'>): string {
  const first = path.split('/')[1] ?? '';
  return ROUTES.has(first) ? first : 'other';
}

/** The status that a closed answer had; 499 where the caller left before its end. */
export function statusOf(response: Pick<Response, 'writableFinished' | 'statusCode'>): number {
  return response.writableFinished ? response.statusCode : 499;
}
