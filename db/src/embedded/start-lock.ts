import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreError } from '@strata/domain';
import { isRunning, partPath } from '@strata/files';

const POLL_MS = 50;
/** A lock without a pid is being made, or its maker died between two calls. */
const NAMELESS_MS = 5_000;
const WAIT_MS = 120_000;

/**
 * Runs `work` while no other process starts or stops the server of the same home.
 * The lock of a process that is gone is taken over.
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
  try {
    return await work();
  } finally {
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
    writeFileSync(path.join(lock, 'pid'), String(process.pid));
    return true;
  } catch (cause) {
    rmSync(lock, { recursive: true, force: true });
    throw cause;
  }
}

function isStale(lock: string): boolean {
  try {
    const pid = readPid(lock);
    return pid === undefined ? Date.now() - statSync(lock).mtimeMs > NAMELESS_MS : !isRunning(pid);
  } catch {
    // Gone meanwhile: not stale, simply free.
    return false;
  }
}

function readPid(lock: string): number | undefined {
  try {
    return Number(readFileSync(path.join(lock, 'pid'), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
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
