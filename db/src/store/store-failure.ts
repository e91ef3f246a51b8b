import { StoreError, StrataError } from '@strata/domain';

const DISK_FULL = '53100';

/** Runs a piece of database work; what the server refuses becomes an error a person can act on. */
export async function orStoreError<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StrataError) throw cause;
    if (sqlState(cause) === DISK_FULL)
      throw new StrataError('DISK_FULL', `${doing} failed: the database's disk is full. Free space and run again.`, {
        cause,
      });
    throw new StoreError(`${doing} failed; nothing of it was kept. Check the database server and run again.`, {
      cause,
    });
  }
}

/** The server's five-character code, also below the query builder's own error. */
function sqlState(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause)
    if ('code' in at && typeof at.code === 'string') return at.code;
  return undefined;
}
