import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimes, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '@strata/domain';
import { isRunning, partPath, processStart } from '@strata/files';

const POLL_MS = 50;
/** A lock without a pid is being made, or its maker died between two calls. */
const NAMELESS_MS = 5_000;
/** Whoever holds a lock touches it every two seconds. */
const FRESH_MS = 2_000;
const SILENT_MS_MAX = 10_000;
const WAIT_MS = 120_000;

/**
 * Runs `work` while no other process starts or stops the server of the same home.
 * The lock of a process that is gone is taken over, also when another has got its number since.
 * @throws StoreError when the lock stays taken for two minutes
 */
export async function withStartLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + WAIT_MS;
  while (!tryLock(lock)) {
    if (isStale(lock)) {
      discard(lock);
      continue;
    }
    if (Date.now() > deadline)
      throw new StoreError(
        `Another process has been starting or stopping the database for two minutes. If none is, remove ${lock}.`,
      );
    await sleep(POLL_MS);
  }
  const fresh = keepFresh(lock);
  try {
    return await work();
  } finally {
    clearInterval(fresh);
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new StoreError(`The lock ${lock} could not be made. Check the permissions of its folder.`, { cause });
  }
  try {
    writeFileSync(path.join(lock, 'pid'), [process.pid, processStart() ?? ''].join(' ').trim());
    return true;
  } catch (cause) {
    rmSync(lock, { recursive: true, force: true });
    throw cause;
  }
}

function isStale(lock: string): boolean {
  try {
    const { pid, start } = readHolder(lock);
    const silentMs = Date.now() - statSync(lock).mtimeMs;
    if (pid === null) return silentMs > NAMELESS_MS;
    if (!isRunning(pid, start)) return true;
    // By its number alone it may be another process.
    return start === null && silentMs > SILENT_MS_MAX;
  } catch {
    // Gone meanwhile: not stale, simply free.
    return false;
  }
}

function readHolder(lock: string): { readonly pid: number | null; readonly start: string | null } {
  try {
    const [pid, start] = readFileSync(path.join(lock, 'pid'), 'utf8').trim().split(' ');
    return { pid: Number(pid) || null, start: start ?? null };
  } catch {
    return { pid: null, start: null };
  }
}

/** Says again and again that the lock is held, for those who can't tell by its holder's number. */
function keepFresh(lock: string): NodeJS.Timeout {
  return setInterval(() => {
    const now = new Date();
    utimes(lock, now, now, () => undefined);
  }, FRESH_MS).unref();
}

/** Renaming first lets only one of several waiting processes remove the stale lock. */
function discard(lock: string): void {
  const aside = partPath(lock);
  try {
    renameSync(lock, aside);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Somebody else was faster.
  }
}
