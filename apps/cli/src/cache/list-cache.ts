import { type Dirent, lstatSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readActivationsNote } from '@strata/compute';
import { StrataError } from '@strata/domain';
import { listProcessFiles, type ProcessFile, readAboutIndex } from '@strata/probe';
import type { CacheEntry } from './cache-entry.ts';

const CELLS = /^cells-\d+-([0-9a-f]{64})$/u;
const IMAGES = /^tiles-\d+-(\d+x\d+)\.u32$/u;
const ACTIVATIONS = /^activations-([0-9a-f]{64})\.npy$/u;
const KEY_LENGTH = 12;

/** A cache folder's content. */
export interface CacheListing {
  readonly entries: readonly CacheEntry[];
  /** Links in it, which are left alone: what they lead to is not the cache's. */
  readonly links: readonly string[];
}

/**
 * Lists what lies in a cache folder, the largest first; links are not followed, what is not the cache's is left out.
 * @throws StrataError when the folder can't be read; one that isn't there is empty
 */
export async function listCache(cacheDir: string): Promise<CacheListing> {
  const found = await contentOf(cacheDir);
  const files = await listProcessFiles(cacheDir);
  const holders = Map.groupBy(
    files.filter(({ role, isAbandoned }) => role === 'use' && !isAbandoned),
    ({ entry }) => entry,
  );
  const usersOf = (name: string): string[] => (holders.get(name) ?? []).map(processText);
  const entries: CacheEntry[] = [];
  for (const { name } of found.filter((one) => !one.isSymbolicLink())) {
    const path = join(cacheDir, name);
    const cells = CELLS.exec(name)?.[1];
    const activations = ACTIVATIONS.exec(name)?.[1];
    if (cells !== undefined) entries.push(...(await cellEntries(path, { name, hash: cells, usedBy: usersOf(name) })));
    if (activations === undefined) continue;
    entries.push(await activationsEntry(path, { name, hash: activations, usedBy: usersOf(name) }));
  }
  for (const file of files) if (file.role === 'part') entries.push(await unfinishedEntry(file));
  return {
    entries: entries.sort((a, b) => b.bytes - a.bytes),
    links: found.filter((one) => one.isSymbolicLink()).map(({ name }) => join(cacheDir, name)),
  };
}

async function contentOf(cacheDir: string): Promise<Dirent[]> {
  try {
    return await readdir(cacheDir, { withFileTypes: true });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StrataError('SETUP_FAILED', `${cacheDir}: the cache can't be read: ${why}. Check STRATA_HOME.`, {
      cause,
    });
  }
}

interface Found {
  readonly name: string;
  readonly hash: string;
  readonly usedBy: readonly string[];
}

/** A dataset's cells, and the images that are prepared from them for maps of some size. */
async function cellEntries(path: string, { name, hash, usedBy }: Found): Promise<CacheEntry[]> {
  const about = await readAboutIndex(path);
  const key = hash.slice(0, KEY_LENGTH);
  const dataset = about && `${about.dataset}: ${about.samples} samples, masks ${about.maskWidth}×${about.maskHeight}`;
  const inside = await readdir(path, { withFileTypes: true });
  const images: CacheEntry[] = [];
  for (const file of inside) {
    const size = IMAGES.exec(file.name)?.[1];
    if (size === undefined || !file.isFile()) continue;
    const own = join(path, file.name);
    const described = {
      kind: 'images',
      key: `${key}/${size}`,
      about: dataset && `${dataset}, for maps of ${size}`,
    } as const;
    images.push({ ...described, ...(await sizeAndUse([own], own)), usedBy, paths: [own], heldAs: name });
  }
  const { bytes, lastUsed } = await sizeAndUse([path], path);
  const others = images.reduce((sum, one) => sum + one.bytes, 0);
  const cells = { kind: 'cells', key, about: dataset, bytes: bytes - others, lastUsed } as const;
  return [{ ...cells, usedBy, paths: [path], heldAs: name }, ...images];
}

async function activationsEntry(path: string, { name, hash, usedBy }: Found): Promise<CacheEntry> {
  const notePath = path.replace(/\.npy$/u, '.json');
  const about = (await readActivationsNote(notePath))?.about;
  return {
    ...{ kind: 'activations', key: hash.slice(0, KEY_LENGTH), usedBy, heldAs: name },
    about: about ? `${about.model} ${about.layer} on ${about.dataset}` : null,
    ...(await sizeAndUse([path, notePath], path)),
    paths: [path, notePath],
  };
}

async function unfinishedEntry(file: ProcessFile): Promise<CacheEntry> {
  const usedBy = file.isAbandoned ? [] : [processText(file)];
  const about = `unfinished, of ${processText(file)}`;
  const key = file.path.slice(-'00000000.part'.length, -'.part'.length);
  const named = { kind: 'unfinished', key, about, usedBy, paths: [file.path], heldAs: file.entry } as const;
  return { ...named, ...(await sizeAndUse([file.path], file.path)) };
}

const processText = ({ machine, pid }: ProcessFile): string => `process ${pid} on ${machine}`;

async function sizeAndUse(paths: readonly string[], used: string): Promise<Pick<CacheEntry, 'bytes' | 'lastUsed'>> {
  let bytes = 0;
  for (const path of paths) bytes += await bytesIn(path);
  const mtimeMs = lstatSync(used, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return { bytes, lastUsed: new Date(mtimeMs).toISOString() };
}

/** A link counts as itself. What goes away meanwhile counts nothing. */
async function bytesIn(path: string): Promise<number> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.size;
  const inside = await readdir(path).catch(() => []);
  let sum = 0;
  for (const name of inside) sum += await bytesIn(join(path, name));
  return sum;
}
