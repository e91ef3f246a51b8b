import {
  type DocumentNode,
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
import { descriptionOff, introspectionLimit, isDescriptionAlone } from './introspection-limit.ts';

/** A question as it came in. */
export interface AskedDocument {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** What reading it came to: it may be answered; it asks the schema's description alone, and here it is; or it is refused. */
export type CheckedDocument =
  | { readonly kind: 'fine' }
  | { readonly kind: 'answered'; readonly body: Uint8Array }
  | { readonly kind: 'refused'; readonly errors: readonly GraphQLFormattedError[] };

export interface CheckOptions {
  /** Words and signs of one query. */
  readonly tokensMax: number;
  /** Answers introspection. */
  readonly introspection: boolean;
}

/** Parses and checks a document and answers questions about the schema itself: whatever takes time before the database does. */
export function documentChecker(
  schema: GraphQLSchema,
  { tokensMax, introspection }: CheckOptions,
): (asked: AskedDocument) => Promise<CheckedDocument> {
  const rules: readonly ValidationRule[] = [
    ...specifiedRules,
    introspectionLimit(schema),
    ...(introspection ? [] : [descriptionOff]),
  ];
  return async ({ query, variables, operationName }) => {
    try {
      const document = parse(query, { maxTokens: tokensMax });
      const errors = validate(schema, document, rules);
      if (errors.length > 0) return refused(errors, 'GRAPHQL_VALIDATION_FAILED');
      if (!asksDescription(document, operationName)) return { kind: 'fine' };
      const result = await execute({ schema, document, variableValues: variables, operationName });
      return result.errors
        ? refused(result.errors, 'BAD_USER_INPUT')
        : { kind: 'answered', body: new TextEncoder().encode(JSON.stringify(result)) };
    } catch (error) {
      if (error instanceof GraphQLError) return refused([error], 'GRAPHQL_PARSE_FAILED');
      // A document that nests deeper than the thread's stack.
      if (error instanceof RangeError)
        return refused([new GraphQLError('Expected a query of fewer levels.')], 'BAD_USER_INPUT');
      throw error;
    }
  };
}

function asksDescription(document: DocumentNode, operationName: string | undefined): boolean {
  const operation = getOperationAST(document, operationName);
  return operation?.operation === 'query' && isDescriptionAlone(operation.selectionSet, document);
}

function refused(errors: readonly GraphQLError[], code: string): CheckedDocument {
  const formatted = errors.map((error) => {
    const { extensions, ...rest } = error.toJSON();
    return { ...rest, extensions: { code, ...extensions } };
  });
  return { kind: 'refused', errors: formatted };
}
