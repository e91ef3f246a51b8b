import { GraphQLError } from 'graphql';

/** An error the caller can mend by asking differently. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
