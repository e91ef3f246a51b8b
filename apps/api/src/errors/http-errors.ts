import { readFailureOf } from '@strata/db';
import type { ErrorRequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { loggable } from './log.ts';

/** Answers what fails outside GraphQL, in GraphQL's shape and without a stack. */
export function httpErrors(log: Logger): ErrorRequestHandler {
  // Express knows error handlers by their four parameters.
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = clientStatus(error);
    if (status !== undefined) {
      const message =
        status === 413 ? 'The request is too large.' : 'The request could not be read. Expected JSON with a query.';
      return void response.status(status).json({ errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
    }
    if (response.destroyed) return;
    if (error instanceof GraphQLError && error.extensions.code === 'RATE_LIMITED')
      return void response.status(503).json({ errors: [error.toJSON()] });
    log.error(loggable(error), 'A request failed.');
    const away = readFailureOf(error) === 'UNREACHABLE';
    const message = away ? 'The database cannot be reached at the moment.' : 'The server could not answer.';
    const code = away ? 'STORE_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR';
    response.status(away ? 503 : 500).json({ errors: [{ message, extensions: { code } }] });
  };
}

/** The status of an error that express says is the caller's. */
function clientStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  const { status } = error;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
}
