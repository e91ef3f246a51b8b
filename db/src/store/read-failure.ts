/** Why a statement of a reader failed, when it was not a defect. */
export type ReadFailure =
  /** The server cannot be reached, or is going down or coming up. */
  | 'UNREACHABLE'
  /** The server gave up on the statement. */
  | 'TOO_SLOW'
  /** A value of the caller's is none that the column can be compared with. */
  | 'BAD_VALUE';

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'ENOENT']);
/** Connection exceptions, shutting down or starting up, too many connections. */
const SERVER_AWAY = /^(08\w{3}|57P0[1-5]|53300)$/;
/** The driver's own, without a code. */
const DRIVER_AWAY =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Query read timeout|Cannot use a pool after calling end)/;

/** Tells what a failed read says about server and caller; undefined for anything that should not happen. */
export function readFailureOf(error: unknown): ReadFailure | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : '';
    if (NETWORK.has(code) || SERVER_AWAY.test(code) || DRIVER_AWAY.test(at.message)) return 'UNREACHABLE';
    if (code === '57014') return 'TOO_SLOW';
    if (/^22\w{3}$/.test(code)) return 'BAD_VALUE';
    // Trying several addresses of one host ends in an error that lists them.
    if (at instanceof AggregateError && at.errors.some((one) => readFailureOf(one) === 'UNREACHABLE'))
      return 'UNREACHABLE';
  }
  return undefined;
}
