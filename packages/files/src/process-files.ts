import { randomUUID } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isRunning, processStart } from './is-running.ts';

/** What another machine left in a shared folder can't be asked after; a day without a change is long enough. */
const ABANDONED_MS = 24 * 60 * 60 * 1000;
/** The neighbour's name, the machine, when the process was started, its number, and what no other file has. */
const PROCESS_FILE = /^(.+)\.([^.@-]+)(?:@(\d+))?-(\d+)-[0-9a-f]{8}\.(part|use)$/u;
const start = processStart();
const started = start === null ? '' : `@${start}`;
const machine = hostname().replace(/[^a-zA-Z0-9]/gu, '_');

/** A file or folder that belongs to a process: something unfinished, or the mark that its neighbour is in use. */
export interface ProcessFile {
  readonly path: string;
  /** Name of the neighbour that it is about. */
  readonly entry: string;
  readonly role: 'part' | 'use';
  readonly machine: string;
  readonly pid: number;
  /** Its process is gone; of another machine's, when it hasn't changed for a day. */
  readonly isAbandoned: boolean;
}

/**
 * The name under which something is written until it is whole and gets its own: the only suffix for that. Says which
 * process writes it.
 */
export function partPath(path: string): string {
  return processPath(path, 'part');
}

/** A name beside the path that says which process it is of. */
export function processPath(path: string, role: ProcessFile['role']): string {
  return `${path}.${machine}${started}-${process.pid}-${randomUUID().slice(0, 8)}.${role}`;
}

/** The files of a folder that belong to processes; it may not exist yet. */
export async function listProcessFiles(folder: string): Promise<ProcessFile[]> {
  const names = await readdir(folder).catch(() => []);
  const files: ProcessFile[] = [];
  for (const name of names) {
    const [, entry, owner, start, digits, role] = PROCESS_FILE.exec(name) ?? [];
    if (entry === undefined || owner === undefined || role === undefined) continue;
    const [path, pid] = [join(folder, name), Number(digits)];
    const isAbandoned = owner === machine ? !isRunning(pid, start ?? null) : await isOld(path);
    files.push({ path, entry, role: role === 'use' ? 'use' : 'part', machine: owner, pid, isAbandoned });
  }
  return files;
}

export interface AbandonedOptions {
  /** Only what is about this neighbour. Default any. */
  readonly entry?: string;
}

/** Removes what processes that are gone left in a folder; what can't be removed stays. */
export async function removeAbandoned(folder: string, { entry: only }: AbandonedOptions = {}): Promise<void> {
  for (const { path, entry, isAbandoned } of await listProcessFiles(folder)) {
    if (!isAbandoned || (only !== undefined && entry !== only)) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function isOld(path: string): Promise<boolean> {
  const changed = await lstat(path).catch(() => null);
  return changed !== null && Date.now() - changed.mtimeMs > ABANDONED_MS;
}
