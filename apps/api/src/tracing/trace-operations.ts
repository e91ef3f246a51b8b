import type { ApolloServerPlugin } from '@apollo/server';
import { type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { ApiContext } from '../context.ts';
import { current } from './current.ts';

/** Of a name that the caller chose. */
const NAME_CHARACTERS_MAX = 100;

/**
 * A span for what happens between reading a GraphQL operation and answering it, named by the operation. The document and
 * its variables are the caller's and stay out.
 */
export function traceOperations(tracer: Tracer): ApolloServerPlugin<ApiContext> {
  return {
    requestDidStart: async () => {
      let span: Span | undefined;
      return {
        didResolveOperation: async ({ operation, operationName }) => {
          const request = current.getStore();
          if (!request || !operation) return;
          const name = operationName?.slice(0, NAME_CHARACTERS_MAX);
          const attributes = {
            'graphql.operation.type': operation.operation,
            ...(name === undefined ? {} : { 'graphql.operation.name': name }),
          };
          span = tracer.startSpan([operation.operation, name].join(' ').trim(), { attributes }, request.context);
          request.context = trace.setSpan(request.context, span);
        },
        didEncounterErrors: async () => void span?.setStatus({ code: SpanStatusCode.ERROR }),
        willSendResponse: async () => span?.end(),
      };
    },
  };
}
