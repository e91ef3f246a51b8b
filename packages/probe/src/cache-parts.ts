import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** What another machine left in a shared folder can't be asked after; a day without a change is long enough. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;
const PART = /\.([^.]+)-(\d+)-[0-9a-f]{8}\.part$/u;
const machine = hostname().replace(/[^a-zA-Z0-9]/gu, '_');

/** The name under which something is written until it is whole and gets its own. Says which process writes it. */
export function partPath(path: string): string {
  return `${path}.${machine}-${process.pid}-${randomUUID().slice(0, 8)}.part`;
}

/** Removes what processes that are gone left unfinished in a cache folder; it may not exist yet. */
export async function removeAbandonedParts(cacheDir: string): Promise<void> {
  const names = await readdir(cacheDir).catch(() => []);
  for (const name of names) {
    const match = PART.exec(name);
    const path = join(cacheDir, name);
    if (match && (await isAbandoned(path, { machine: match[1] ?? '', pid: Number(match[2]) })))
      await rm(path, { recursive: true, force: true });
  }
}

async function isAbandoned(path: string, writer: { machine: string; pid: number }): Promise<boolean> {
  if (writer.machine === machine) return !isRunning(writer.pid);
  const changed = await stat(path).catch(() => null);
  return changed !== null && Date.now() - changed.mtimeMs > ABANDONED_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not allowed to signal it: it is somebody else's, and runs.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
