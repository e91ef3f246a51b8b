/** Stable, machine-readable reason of a failure; printed by the command line and returned by the API. */
export type ErrorCode =
  | 'BAD_SHAPE'
  | 'BAD_MODEL'
  | 'BAD_DATASET'
  | 'BAD_FORMULA'
  | 'BAD_CONFIG'
  | 'BAD_ID'
  | 'STORE_UNAVAILABLE'
  | 'STORE_CONFLICT'
  | 'DISK_FULL'
  | 'PORT_TAKEN'
  | 'INTERRUPTED'
  | 'SETUP_FAILED';

export type ErrorContext = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface StrataErrorOptions {
  /** Where it happened: file, row, tensor, unit … */
  readonly context?: ErrorContext;
  readonly cause?: unknown;
}

/**
 * A failure that a person can act on. The message names what was expected, what came, where, and what to do.
 * Anything that is not a StrataError is a defect and must not be shown to a client.
 */
export class StrataError extends Error {
  readonly code: ErrorCode;
  readonly context: ErrorContext;

  constructor(code: ErrorCode, message: string, options: StrataErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.context = options.context ?? {};
  }
}
