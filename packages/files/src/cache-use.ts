import { unlinkSync } from 'node:fs';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { processPath } from './process-files.ts';

/**
 * What a piece of work uses of the cache. While it is held, `Cache.remove` leaves it alone: a mark beside the entry names
 * the process, and whoever is killed leaves a mark that counts no longer. Mark first, look after it then: an entry that
 * is found after it was marked stays. In a cache that can't be written nothing can be removed either, so a mark that
 * can't be made is none the worse.
 */
export class CacheUse {
  /** By what they mark. No two pieces of work share one. */
  readonly #marks = new Map<string, string>();
  readonly #removeAtExit = (): void => {
    for (const mark of this.#marks.values()) removeQuietly(mark);
  };

  /** Holds an entry that is there, or that this work will make, and remembers when it was used. */
  async hold(path: string): Promise<void> {
    if (this.#marks.size === 0) process.once('exit', this.#removeAtExit);
    const mark = this.#marks.get(path) ?? processPath(path, 'use');
    this.#marks.set(path, mark);
    await mkdir(dirname(path), { recursive: true }).catch(() => undefined);
    await writeFile(mark, '').catch(() => undefined);
    await touch(path);
  }

  /** Lets go of everything held. */
  async release(): Promise<void> {
    process.off('exit', this.#removeAtExit);
    const marks = [...this.#marks.values()];
    this.#marks.clear();
    for (const mark of marks) await rm(mark, { force: true }).catch(() => undefined);
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
