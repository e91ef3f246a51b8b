import { type Dirent, lstatSync } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StrataError } from '@strata/domain';
import { type CacheEntry, type CacheKind, type InnerCacheKind, UNFINISHED } from './cache-entry.ts';
import { listProcessFiles, type ProcessFile } from './process-files.ts';

const KEY_LENGTH = 12;

/** A cache folder's content. */
export interface CacheListing {
  readonly entries: readonly CacheEntry[];
  /** Links in it, which are left alone: what they lead to is not the cache's. */
  readonly links: readonly string[];
}

/** What is known of a cache folder: the kinds that packages keep there. */
export interface KnownKinds {
  readonly kinds: readonly CacheKind[];
  readonly inner: readonly InnerCacheKind[];
}

/**
 * Lists what lies in a cache folder, the largest first; links are not followed, what is of no kind is left out.
 * @throws StrataError SETUP_FAILED when the folder can't be read; one that isn't there is empty
 */
export async function listCache(folder: string, known: KnownKinds): Promise<CacheListing> {
  const content = await contentOf(folder);
  const files = await listProcessFiles(folder);
  const holders = Map.groupBy(
    files.filter(({ role, isAbandoned }) => role === 'use' && !isAbandoned),
    ({ entry }) => entry,
  );
  const entries: CacheEntry[] = [];
  for (const { name } of content.filter((one) => !one.isSymbolicLink())) {
    const usedBy = (holders.get(name) ?? []).map(processText);
    for (const kind of known.kinds) {
      const hash = kind.hashOf(name);
      if (hash === null) continue;
      entries.push(...(await entriesOf(join(folder, name), { name, hash, kind, usedBy, inner: known.inner })));
    }
  }
  for (const file of files) if (file.role === 'part') entries.push(await unfinishedEntry(file));
  return {
    entries: entries.sort((a, b) => b.bytes - a.bytes),
    links: content.filter((one) => one.isSymbolicLink()).map(({ name }) => join(folder, name)),
  };
}

async function contentOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StrataError('SETUP_FAILED', `${folder}: the cache can't be read: ${why}. Check STRATA_HOME.`, { cause });
  }
}

interface Named {
  readonly name: string;
  readonly hash: string;
  readonly kind: CacheKind;
  readonly usedBy: readonly string[];
  readonly inner: readonly InnerCacheKind[];
}

/** An entry, and before it what lies inside and can be removed by itself. */
async function entriesOf(path: string, { name, hash, kind, usedBy, inner }: Named): Promise<CacheEntry[]> {
  const about = await kind.describe(path);
  const key = hash.slice(0, KEY_LENGTH);
  const parts: CacheEntry[] = [];
  for (const one of inner.filter(({ within }) => within === kind.kind)) {
    for (const file of await readdir(path, { withFileTypes: true }).catch(() => [])) {
      const innerKey = file.isFile() ? one.keyOf(file.name) : null;
      if (innerKey === null) continue;
      const own = join(path, file.name);
      parts.push({
        kind: one.kind,
        key: `${key}/${innerKey}`,
        about: about && one.describe(about, innerKey),
        ...(await sizeAndUse([own])),
        usedBy,
        paths: [own],
        heldAs: name,
        isInner: true,
      });
    }
  }
  const paths = [path, ...(kind.beside?.(path) ?? [])];
  const { bytes, lastUsed } = await sizeAndUse(paths);
  const others = parts.reduce((sum, part) => sum + part.bytes, 0);
  const outer = { kind: kind.kind, key, about, bytes: bytes - others, lastUsed, usedBy, paths, heldAs: name };
  return [{ ...outer, isInner: false }, ...parts];
}

async function unfinishedEntry(file: ProcessFile): Promise<CacheEntry> {
  const { bytes, lastUsed } = await sizeAndUse([file.path]);
  return {
    kind: UNFINISHED,
    key: file.path.slice(-'00000000.part'.length, -'.part'.length),
    about: `unfinished, of ${processText(file)}`,
    bytes,
    lastUsed,
    usedBy: file.isAbandoned ? [] : [processText(file)],
    paths: [file.path],
    heldAs: file.entry,
    isInner: false,
  };
}

const processText = ({ machine, pid }: ProcessFile): string => `process ${pid} on ${machine}`;

/** What all take, and when the first was used. */
async function sizeAndUse(paths: readonly string[]): Promise<Pick<CacheEntry, 'bytes' | 'lastUsed'>> {
  let bytes = 0;
  for (const path of paths) bytes += await bytesIn(path);
  const mtimeMs = lstatSync(paths[0] ?? '', { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return { bytes, lastUsed: new Date(mtimeMs).toISOString() };
}

/** A link counts as itself. What goes away meanwhile counts nothing. */
async function bytesIn(path: string): Promise<number> {
  const status = await lstat(path).catch(() => null);
  if (status === null) return 0;
  if (!status.isDirectory()) return status.size;
  const inside = await readdir(path).catch(() => []);
  let sum = 0;
  for (const name of inside) sum += await bytesIn(join(path, name));
  return sum;
}
