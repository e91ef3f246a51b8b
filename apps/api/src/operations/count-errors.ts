import type { GraphQLFormattedError } from 'graphql';
import type { Metrics } from './metrics.ts';

type Format = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Counts what callers are told, by code. */
export function countErrors({ errors }: Metrics, format: Format): Format {
  return (formatted, error) => {
    const told = format(formatted, error);
    errors.inc({ code: String(told.extensions?.code ?? 'NONE') });
    return told;
  };
}
