import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type CacheEntry, UNFINISHED } from './cache-entry.ts';
import { diskFailure } from './disk-failure.ts';
import { listProcessFiles, partPath } from './process-files.ts';

export type RemovedEntry = Pick<CacheEntry, 'kind' | 'heldAs' | 'paths'>;

/**
 * Removes an entry, or leaves it when a process uses it. Out of the way in one step first, so that nobody finds half of
 * it; and back again when somebody has marked it meanwhile. A link is removed itself, never what it leads to.
 * @throws StrataError when the folder can't be written
 */
export async function removeEntry(entry: RemovedEntry, folder: string): Promise<'removed' | 'in use'> {
  const [first = '', ...others] = entry.paths;
  if (await isUsed(entry, folder)) return 'in use';
  // Beside the entries, where whoever comes next tidies up should this process be killed.
  const aside = partPath(join(folder, basename(first).replace(/\.part$/u, '')));
  try {
    await rename(first, aside);
    if (await isUsed(entry, folder)) {
      await putBack(aside, first);
      return 'in use';
    }
    for (const path of [...others, aside]) await rm(path, { recursive: true, force: true });
    return 'removed';
  } catch (error) {
    // Somebody else has removed it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'removed';
    throw diskFailure(error, dirname(first));
  }
}

async function isUsed({ kind, heldAs, paths }: RemovedEntry, folder: string): Promise<boolean> {
  const running = (await listProcessFiles(folder)).filter(({ isAbandoned }) => !isAbandoned);
  if (kind === UNFINISHED) return running.some(({ path }) => path === paths[0]);
  return running.some(({ role, entry }) => role === 'use' && entry === heldAs);
}

/** When it was made anew meanwhile, that one stays. */
async function putBack(aside: string, path: string): Promise<void> {
  await rename(aside, path).catch(() => rm(aside, { recursive: true, force: true }));
}
