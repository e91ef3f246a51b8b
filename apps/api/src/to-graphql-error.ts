import { FormulaSyntaxError, StrataError } from '@strata/domain';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What callers see of an error: our own messages in full, of anything unexpected only that it happened. */
export function toGraphQLError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof FormulaSyntaxError)
    return { ...formatted, extensions: { code: 'BAD_USER_INPUT', column: cause.column } };
  if (cause instanceof StrataError) return { ...formatted, extensions: { code: cause.code } };
  if (cause instanceof GraphQLError) {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return { ...formatted, extensions };
  }
  return { ...formatted, message: 'The server could not answer.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}
