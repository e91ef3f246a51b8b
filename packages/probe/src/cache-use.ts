import { unlinkSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { processPath } from './cache-parts.ts';

/**
 * What a piece of work uses of the cache. While it is held, `strata cache rm` leaves it alone: a mark beside the entry
 * names the process, and whoever is killed leaves a mark that counts no longer. Mark first, look after it then: an entry
 * that is found after it was marked stays. In a cache that can't be written nothing can be removed either, so a mark
 * that can't be made is none the worse.
 */
export class CacheUse {
  /** How many pieces of this process's work hold each mark: they share it. */
  static readonly #holders = new Map<string, number>();
  readonly #marks = new Set<string>();
  readonly #removeAtExit = (): void => {
    for (const mark of this.#marks) removeQuietly(mark);
  };

  /** Holds an entry that is there, or that this work will make, and remembers when it was used. */
  async hold(path: string): Promise<void> {
    const mark = processPath(path, 'use');
    if (this.#marks.size === 0) process.once('exit', this.#removeAtExit);
    if (!this.#marks.has(mark)) CacheUse.#holders.set(mark, (CacheUse.#holders.get(mark) ?? 0) + 1);
    this.#marks.add(mark);
    await mkdir(dirname(path), { recursive: true }).catch(() => undefined);
    await writeFile(mark, '').catch(() => undefined);
    await touch(path);
  }

  /** Lets go of everything held. */
  async release(): Promise<void> {
    process.off('exit', this.#removeAtExit);
    const marks = [...this.#marks];
    this.#marks.clear();
    for (const mark of marks) {
      const others = (CacheUse.#holders.get(mark) ?? 1) - 1;
      if (others > 0) CacheUse.#holders.set(mark, others);
      else {
        CacheUse.#holders.delete(mark);
        await rm(mark, { force: true }).catch(() => undefined);
      }
    }
  }
}

/** Remembers that something of the cache was used now; disks seldom keep times of reading. */
export async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Gone already, or not to be removed: the mark of a process that has ended counts no longer.
  }
}
