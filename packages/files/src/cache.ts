import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CacheEntry, CacheKind } from './cache-entry.ts';
import { CacheUse } from './cache-use.ts';
import { diskFailure } from './disk-failure.ts';
import { type CacheListing, type KnownKinds, listCache } from './list-cache.ts';
import { removeAbandoned } from './process-files.ts';
import { removeEntry } from './remove-entry.ts';
import { writeWhole } from './write-whole.ts';

/**
 * A folder of things that can be made again. It owns where they lie, who uses them and how they go; what they are and how
 * they are named is told by the packages that make them.
 */
export class Cache {
  readonly folder: string;

  /** The folder need not be there yet. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** Where what has this hash lies, or will lie. */
  pathOf(kind: CacheKind, hash: string): string {
    return join(this.folder, kind.nameOf(hash));
  }

  /** A use of entries, which holds them until it is released. */
  use(): CacheUse {
    return new CacheUse();
  }

  /**
   * Makes an entry appear whole or not at all, after tidying up: see `writeWhole`.
   * @throws StrataError DISK_FULL or SETUP_FAILED when the folder refuses; what `write` throws
   */
  async write<Result>(path: string, write: (temporary: string) => Promise<Result>): Promise<Result> {
    try {
      await this.tidy();
      await mkdir(this.folder, { recursive: true });
      return await writeWhole(path, write);
    } catch (error) {
      throw diskFailure(error, this.folder);
    }
  }

  /**
   * Lists what lies there, the largest first.
   * @throws StrataError when the folder can't be read; one that isn't there is empty
   */
  list(known: KnownKinds): Promise<CacheListing> {
    return listCache(this.folder, known);
  }

  /**
   * Removes an entry, unless a running process holds it.
   * @throws StrataError when the folder can't be written
   */
  async remove(entry: CacheEntry): Promise<'removed' | 'in use'> {
    const outcome = await removeEntry(entry, this.folder);
    // With it go the marks of processes that are gone.
    if (outcome === 'removed') await removeAbandoned(this.folder, { entry: entry.heldAs });
    return outcome;
  }

  /** Removes what processes that are gone left: marks, and what they did not finish, also inside entries. */
  async tidy(): Promise<void> {
    await removeAbandoned(this.folder);
    const content = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    for (const entry of content) if (entry.isDirectory()) await removeAbandoned(join(this.folder, entry.name));
  }
}
