import { setTimeout as sleep } from 'node:timers/promises';
import { type DashboardOptions, startDashboard } from './start-dashboard.ts';

const RESTART_MS = 500;

export interface KeptDashboard {
  readonly url: string;
  /** Rejects when the pages ended and could not be started again; never settles otherwise. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/**
 * Serves the pages as `startDashboard` does and starts them again when their process dies: readers wait a moment, and the
 * API and the worker beside them go on.
 * @throws StrataError SETUP_FAILED when they don't start the first time
 */
export async function keepDashboard(options: DashboardOptions): Promise<KeptDashboard> {
  const closing = new AbortController();
  let running = await startDashboard(options);
  const { url } = running;
  const keep = async (): Promise<void> => {
    for (;;) {
      await running.ended;
      if (closing.signal.aborted) return;
      process.stderr.write('The pages ended by themselves; starting them again.\n');
      await sleep(RESTART_MS, undefined, { signal: closing.signal });
      running = await startDashboard({ ...options, signal: closing.signal });
    }
  };
  const kept = keep();
  const failed = kept.then(() => new Promise<never>(() => undefined));
  // Whoever closes does not look any more.
  failed.catch(() => undefined);
  const close = async () => {
    closing.abort();
    await running.close();
    // One that was being started is ended by the signal.
    await kept.catch(() => undefined);
  };
  return { url, failed, close };
}
