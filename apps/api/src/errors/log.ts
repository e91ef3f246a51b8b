import { destination, type Logger, pino } from 'pino';

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

/** Structured lines on stderr: from `info` on a line per request, from `error` on what went wrong. */
export function createLog(level: LogLevel): Logger {
  return pino({ name: 'strata-api', level }, destination(2));
}

/**
 * What may be logged of an unexpected error: its innermost cause. The layers above it repeat a statement's parameters,
 * which are the caller's.
 */
export function loggable(error: unknown): Record<string, unknown> {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  if (!(cause instanceof Error)) return { error: typeof cause };
  const code = 'code' in cause ? cause.code : undefined;
  return { error: cause.name, code, message: cause.message, stack: cause.stack };
}
