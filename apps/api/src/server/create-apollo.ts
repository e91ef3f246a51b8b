import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import type { ApiContext } from '../context.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { introspectionLimit } from '../documents/introspection-limit.ts';
import { schema } from '../schema/index.ts';
import type { Tracing } from '../tracing/start-tracing.ts';

export interface ApolloParts {
  /** Answers introspection. */
  readonly introspection: boolean;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
  /** Words and signs of one query. */
  readonly tokensMax: number;
  /** Of documents that were read before. */
  readonly documentStore: DocumentStore;
  /** Traces operations; null where nobody asked for it. */
  readonly tracing: Tracing | null;
}

/** What reads and answers documents, with the limits that are checked before anything is asked of the database. */
export function createApollo({
  introspection,
  formatError,
  tokensMax,
  documentStore,
  tracing,
}: ApolloParts): ApolloServer<ApiContext> {
  return new ApolloServer<ApiContext>({
    schema,
    introspection,
    formatError,
    parseOptions: { maxTokens: tokensMax },
    validationRules: [introspectionLimit(schema)],
    // Documents come from the safelist, or whole; nobody may fill a cache here.
    persistedQueries: false,
    // Apollo's own indents, which takes longer than the text and doubles it.
    stringifyResult: (result) => JSON.stringify(result),
    // Cache control would be asked at every field; no answer says how long it may be kept.
    plugins: [ApolloServerPluginCacheControlDisabled(), ...(tracing ? [tracing.operations] : [])],
    documentStore,
    // Whoever starts the API decides about signals.
    stopOnTerminationSignals: false,
  });
}
