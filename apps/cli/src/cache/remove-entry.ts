import { rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { cacheFailure, listProcessFiles, partPath } from '@strata/probe';
import type { CacheEntry } from './cache-entry.ts';

/**
 * Removes an entry, or leaves it when a process uses it. Out of the way in one step first, so that nobody finds half of
 * it; and back again when somebody has marked it meanwhile. A link is removed itself, never what it leads to.
 * @throws StrataError when the folder can't be written
 */
export async function removeEntry(entry: CacheEntry, cacheDir: string): Promise<'removed' | 'in use'> {
  const [first = '', ...others] = entry.paths;
  if (await isUsed(entry, cacheDir)) return 'in use';
  // Beside the entries, where whoever comes next tidies up should this process be killed.
  const aside = partPath(`${cacheDir}/${basename(first).replace(/\.part$/u, '')}`);
  try {
    await rename(first, aside);
    if (await isUsed(entry, cacheDir)) {
      await putBack(aside, first);
      return 'in use';
    }
    for (const path of [...others, aside]) await rm(path, { recursive: true, force: true });
    return 'removed';
  } catch (error) {
    // Somebody else has removed it.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'removed';
    throw cacheFailure(error, dirname(first));
  }
}

async function isUsed({ kind, heldAs, paths }: CacheEntry, cacheDir: string): Promise<boolean> {
  const running = (await listProcessFiles(cacheDir)).filter(({ isAbandoned }) => !isAbandoned);
  if (kind === 'unfinished') return running.some(({ path }) => path === paths[0]);
  return running.some(({ role, entry }) => role === 'use' && entry === heldAs);
}

/** When it was made anew meanwhile, that one stays. */
async function putBack(aside: string, path: string): Promise<void> {
  await rename(aside, path).catch(() => rm(aside, { recursive: true, force: true }));
}
