import { existsSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isRunning } from '@strata/files';

/** What a server writes of itself into its data folder. */
export interface ServerFile {
  readonly pid: number;
  /** 0 while it isn't known yet. */
  readonly port: number;
  readonly isReady: boolean;
}

/** The file `postmaster.pid`: number, folder, start, port, …, state. Source: PostgreSQL, miscadmin.h, LOCK_FILE_LINE_PORT. */
export function serverFile(data: string): string {
  return path.join(data, 'postmaster.pid');
}

/** Null where no server is said to be. */
export function readServerFile(data: string): ServerFile | null {
  try {
    const lines = readFileSync(serverFile(data), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * Whether a process is the server of a data folder, which is where such a server stands. The file of one that was killed
 * stays, and its number may be another's since: in a container, soon is. Where the system doesn't tell where processes
 * stand, one that runs is taken for it.
 */
export function isServerOf(data: string, pid: number): boolean {
  if (!(pid > 0) || !isRunning(pid)) return false;
  if (!existsSync('/proc/self/cwd')) return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data);
  } catch {
    // Ended meanwhile, or another user's.
    return false;
  }
}
