import type { ApolloServerPlugin } from '@apollo/server';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { StrataError } from '@strata/domain';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { traceOperations } from './trace-operations.ts';
import { traceRequests } from './trace-requests.ts';
import { type Pool, traceStatements } from './trace-statements.ts';

/** A collector that is away holds nothing up for longer, the end of the process included. */
const EXPORT_MS_MAX = 3_000;
const SIGNAL_PATH = '/v1/traces';

export interface Tracing {
  /** Comes before every handler whose time is to be seen. */
  readonly requests: RequestHandler;
  readonly operations: ApolloServerPlugin<ApiContext>;
  /** Traces what the pool is asked during requests, until the returned function is called. */
  statements(pool: Pool): () => void;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

/**
 * Sends spans of requests, GraphQL operations and SQL statements to a collector as OTLP over HTTP. The packages for it are
 * imported here alone, so that who does not ask for traces does not load them; nothing is registered globally.
 * @throws StrataError BAD_CONFIG when the endpoint is no HTTP address
 */
export function startTracing({ endpoint }: { readonly endpoint: string }): Tracing {
  const exporter = new OTLPTraceExporter({ url: tracesUrl(endpoint), timeoutMillis: EXPORT_MS_MAX });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'strata-api' }),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_MS_MAX })],
  });
  const tracer = provider.getTracer('strata');
  return {
    requests: traceRequests(tracer),
    operations: traceOperations(tracer),
    statements: (pool) => traceStatements(pool, tracer),
    // A collector that is away is no reason to fail.
    close: () => provider.shutdown().catch(() => undefined),
  };
}

/** As OpenTelemetry says of OTEL_EXPORTER_OTLP_ENDPOINT: the collector's address, to which the signal's path is added. */
function tracesUrl(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected the address of an OTLP collector over HTTP, such as http://127.0.0.1:4318; got "${endpoint}".`,
    );
  }
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path.endsWith(SIGNAL_PATH) ? path : path + SIGNAL_PATH;
  return url.href;
}
