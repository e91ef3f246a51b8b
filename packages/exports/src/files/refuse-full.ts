import { readdir } from 'node:fs/promises';
import { StrataError } from '@strata/domain';

/**
 * Makes sure that a folder can be written whole: nothing is there yet, or an empty folder.
 * @throws StrataError BAD_CONFIG when there is something
 */
export async function refuseFull(folder: string): Promise<void> {
  let there: string[];
  try {
    there = await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw new StrataError('BAD_CONFIG', `--out ${folder}: expected a folder; ${(cause as Error).message}.`, { cause });
  }
  if (there.length === 0) return;
  const message = `--out ${folder}: expected a folder that is empty or not there yet; it has ${there.length} entries, such as ${there[0]}. Give another, or remove it.`;
  throw new StrataError('BAD_CONFIG', message);
}
