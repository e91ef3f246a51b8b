import { type ReadFailure, readFailureOf } from '@strata/db';
import { FormulaSyntaxError, StrataError } from '@strata/domain';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { loggable } from './log.ts';

/** What callers hear of failed reads that are nobody's defect. */
const READ_FAILURES: Record<ReadFailure, { readonly message: string; readonly code: string }> = {
  UNREACHABLE: {
    message: 'The database cannot be reached at the moment. Ask again shortly.',
    code: 'STORE_UNAVAILABLE',
  },
  TOO_SLOW: { message: 'The answer took too long. Ask for fewer rows or a narrower filter.', code: 'TIMEOUT' },
  BAD_VALUE: { message: 'A text or number in the query is none that can be looked for.', code: 'BAD_USER_INPUT' },
};
const UNEXPECTED = { message: 'The server could not answer.', code: 'INTERNAL_SERVER_ERROR' };

/**
 * Turns any error into what callers may see: what is written for them goes out in full, of anything else only a fixed
 * sentence, and the rest into the log.
 */
export function toGraphQLError(
  log: Logger,
): (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError {
  return (formatted, error) => {
    const cause = causeOf(error);
    if (cause instanceof FormulaSyntaxError) {
      const { column, problem, found, limit } = cause;
      return { ...formatted, extensions: { code: 'BAD_USER_INPUT', column, problem, found, limit } };
    }
    // GraphQL’s own errors about our answers are defects; about queries, they have another code.
    const forCaller = formatted.extensions?.code !== UNEXPECTED.code;
    if (cause instanceof GraphQLError && forCaller)
      return { ...formatted, extensions: withoutStack(formatted.extensions) };
    // Nobody hears it, and nothing is wrong.
    if (isInterrupted(cause))
      return { ...formatted, message: 'Nobody waits for the answer.', extensions: { code: 'INTERRUPTED' } };
    const failure = readFailureOf(cause);
    if (failure !== 'BAD_VALUE') log.error({ ...loggable(cause), path: formatted.path }, 'A query failed.');
    if (!failure && cause instanceof StrataError) return { ...formatted, extensions: { code: cause.code } };
    const { message, code } = failure ? READ_FAILURES[failure] : UNEXPECTED;
    return { ...formatted, message, extensions: { code } };
  };
}

/** Below the errors that GraphQL wraps others in. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** Statements' errors wrap what ended them. */
function isInterrupted(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause)
    if (at instanceof StrataError && at.code === 'INTERRUPTED') return true;
  return false;
}

function withoutStack(extensions: GraphQLFormattedError['extensions']): Record<string, unknown> {
  const { stacktrace: _, ...rest } = extensions ?? {};
  return rest;
}
