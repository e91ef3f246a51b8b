import { readFileSync } from 'node:fs';

/** Of `/proc/<pid>/stat`, counted behind the command's name, which may hold anything: the 22nd field of all. */
const START_FIELD = 19;

/**
 * Whether a process of this machine is alive. One that may not be signalled is somebody else's, and is.
 * @param start what `processStart` said when it was met: another process that got its number since is not it
 */
export function isRunning(pid: number, start: string | null = null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const started = start === null ? null : processStart(pid);
  return started === null || started === start;
}

/**
 * When a process was started, in the system's own count since it came up: with the number it names one process, for numbers
 * are used again, in containers at once. Null where the system doesn't tell. Source: proc_pid_stat(5).
 */
export function processStart(pid: number = process.pid): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_FIELD] ?? null;
  } catch {
    return null;
  }
}
