/** Set by whoever starts a process that must not outlive it: its own process number. */
export const PARENT_VARIABLE = 'STRATA_PARENT';
const LOOK_MS = 500;

/**
 * Ends this process, as SIGTERM would, once the one that started it is gone: of a kill that can't be heard no other
 * process is told. Does nothing where nobody asked for it; the next process down decides for itself.
 */
export function endWithParent({
  endMsMax = 15_000,
}: {
  /** What has not ended well by then, in milliseconds, never will. Default 15,000. */ readonly endMsMax?: number;
} = {}): void {
  const parent = Number(process.env[PARENT_VARIABLE]);
  delete process.env[PARENT_VARIABLE];
  if (!(parent > 0)) return;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), endMsMax).unref();
  }, LOOK_MS);
  look.unref();
}
