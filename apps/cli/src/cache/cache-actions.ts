import { join } from 'node:path';
import { ACTIVATIONS_IN_CACHE, HITS_IN_CACHE, IMAGES_IN_CACHE, UNPACKED_IN_CACHE } from '@strata/compute';
import { Cache, type CacheEntry } from '@strata/files';
import { CELLS_IN_CACHE } from '@strata/probe';
import { strataHome } from '../home.ts';
import { printTable } from '../print-table.ts';
import { EXIT } from '../run-command.ts';
import { type CacheChoice, chooseEntries, holdsOthers } from './choose-entries.ts';

/** What the packages keep in the cache. */
const KNOWN = {
  kinds: [CELLS_IN_CACHE, ACTIVATIONS_IN_CACHE, UNPACKED_IN_CACHE, HITS_IN_CACHE],
  inner: [IMAGES_IN_CACHE],
};

/** Prints what lies in the cache. */
export async function printCache({ json }: { json: boolean }): Promise<void> {
  const cache = homeCache();
  const { folder } = cache;
  const { entries, links } = await cache.list(KNOWN);
  if (json) {
    process.stdout.write(`${JSON.stringify({ version: 1, folder, entries: entries.map(entryJson) }, null, 2)}\n`);
    return;
  }
  if (entries.length > 0) {
    const rows = entries.map((entry) => [
      entry.kind,
      entry.key,
      sizeText(entry.bytes),
      dateText(entry),
      aboutText(entry),
    ]);
    printTable([['kind', 'key', 'size', 'last used', 'belongs to'], ...rows]);
  }
  const bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  process.stdout.write(`${entries.length > 0 ? '\n' : ''}${entries.length} entries, ${sizeText(bytes)} in ${folder}\n`);
  noteLinks(links);
}

export interface RemoveOptions extends CacheChoice {
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Removes what is meant, and says what it was; what a process uses is left, and then the exit code is not 0. */
export async function removeFromCache({ dryRun, json, ...choice }: RemoveOptions): Promise<void> {
  const cache = homeCache();
  const { entries, links } = await cache.list(KNOWN);
  const removed: CacheEntry[] = [];
  const left: CacheEntry[] = [];
  for (const entry of chooseEntries(entries, { choice, now: new Date() })) {
    const isLeft = dryRun ? entry.usedBy.length > 0 : (await cache.remove(entry)) === 'in use';
    (isLeft ? left : removed).push(entry);
  }
  // With cells go the images that are prepared from them.
  const gone = new Set(removed.filter(holdsOthers).map(({ heldAs }) => heldAs));
  const withImages = entries.filter((one) => removed.includes(one) || (one.isInner && gone.has(one.heldAs)));
  const bytes = withImages.reduce((sum, entry) => sum + entry.bytes, 0);
  if (json) {
    const parts = { removed: withImages.map(entryJson), inUse: left.map(entryJson), bytes };
    process.stdout.write(`${JSON.stringify({ version: 1, dryRun, ...parts }, null, 2)}\n`);
  } else {
    const verb = dryRun ? 'would be removed' : 'removed';
    for (const entry of withImages) {
      process.stdout.write(
        `${verb}: ${entry.kind} ${entry.key} (${sizeText(entry.bytes)}) ${entry.about ?? ''}`.trimEnd().concat('\n'),
      );
    }
    process.stdout.write(`${withImages.length} entries, ${sizeText(bytes)} ${verb}\n`);
  }
  for (const { kind, key, usedBy } of left) {
    process.stderr.write(
      `Note: ${kind} ${key} is in use${usedBy.length > 0 ? ` by ${usedBy.join(', ')}` : ''}, and left.\n`,
    );
  }
  noteLinks(links);
  if (left.length > 0) process.exitCode = EXIT.problems;
}

function homeCache(): Cache {
  return new Cache(join(strataHome(), 'cache'));
}

function noteLinks(links: readonly string[]): void {
  for (const link of links) process.stderr.write(`Note: ${link} is a link, and left alone.\n`);
}

function entryJson({ kind, key, about, bytes, lastUsed, usedBy, paths }: CacheEntry) {
  return { kind, key, about, bytes, lastUsed, usedBy, paths };
}

const dateText = ({ lastUsed }: CacheEntry): string => lastUsed.slice(0, 16).replace('T', ' ');

function aboutText({ about, usedBy }: CacheEntry): string {
  return [about ?? '', usedBy.length > 0 ? `(in use by ${usedBy.join(', ')})` : ''].filter(Boolean).join(' ');
}

function sizeText(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${size.toFixed(1)} ${unit}`;
}
