import { StrataError } from '@strata/domain';

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const CLOSED = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'];

/**
 * What people can do when a folder refuses: a StrataError DISK_FULL or SETUP_FAILED that names it; any other error comes
 * back as it is.
 * @param purpose what it was needed for, such as "to open the database"; default left out
 */
export function diskFailure(cause: unknown, folder: string, { purpose }: { readonly purpose?: string } = {}): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const context = { file: folder };
  const what = purpose === undefined ? '' : ` ${purpose}`;
  if (FULL.includes(code)) {
    const message = `No space left in ${folder}${what}. Free some, or set STRATA_HOME to a folder on a larger disk.`;
    return new StrataError('DISK_FULL', message, { cause, context });
  }
  if (CLOSED.includes(code)) {
    const message = `${folder} can't be written${what}. Set STRATA_HOME to a folder you may write.`;
    return new StrataError('SETUP_FAILED', message, { cause, context });
  }
  return cause;
}
