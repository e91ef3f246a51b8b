import { StoreError, StrataError } from '@strata/domain';

const DISK_FULL = '53100';

/** Runs a piece of database work; what the server refuses becomes an error a person can act on. */
export async function orStoreError<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StrataError) throw cause;
    if (isDiskFull(cause)) throw databaseDiskFull(doing, cause);
    throw new StoreError(`${doing} failed; nothing of it was kept. Check the database server and run again.`, {
      cause,
    });
  }
}

/** Whether the server refused because its disk is full. */
export function isDiskFull(error: unknown): boolean {
  return sqlState(error) === DISK_FULL;
}

/** What to say then. */
export function databaseDiskFull(doing: string, cause: unknown): StrataError {
  const message = `${doing} failed: the database's disk is full. Free space there (the embedded database lies in STRATA_HOME, or for root in /var/lib/strata), then run again.`;
  return new StrataError('DISK_FULL', message, { cause });
}

/** The server's five-character code, also below the query builder's own error. */
function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return undefined;
}
