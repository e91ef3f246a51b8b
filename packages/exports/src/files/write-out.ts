import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StrataError } from '@strata/domain';
import { writeWhole } from '@strata/files';
import { refuseFull } from './refuse-full.ts';

interface OutOptions {
  readonly isFolder: boolean;
}

/**
 * Makes what `--out` names appear whole or not at all, and the folders above it where they are not there.
 * @param write fills a file that is not there yet, or an empty folder
 * @throws StrataError BAD_CONFIG when the folder is in use or the place can't be written, DISK_FULL; what `write` throws
 */
export async function writeOut<Result>(
  out: string,
  { isFolder }: OutOptions,
  write: (path: string) => Promise<Result>,
): Promise<Result> {
  const place = resolve(out);
  if (isFolder) await refuseFull(place);
  try {
    await mkdir(dirname(place), { recursive: true });
    return await writeWhole(place, async (path) => {
      if (isFolder) await mkdir(path);
      return write(path);
    });
  } catch (cause) {
    const { code, syscall } = cause as NodeJS.ErrnoException;
    // Of the system, and not of the database or of a server.
    if (cause instanceof StrataError || code === undefined || syscall === undefined) throw cause;
    const isFull = code === 'ENOSPC' || code === 'EDQUOT';
    const why = isFull ? 'no space is left there. Free some' : `${(cause as Error).message}. Choose another place`;
    const message = `--out ${out}: can’t be written; ${why}.`;
    throw new StrataError(isFull ? 'DISK_FULL' : 'BAD_CONFIG', message, { cause });
  }
}
