import type { Store } from '@strata/db';
import type { WorkerOptions } from './start-worker.ts';

export type { WorkerOptions } from './start-worker.ts';

/**
 * Works on the runs that people ask for, until the signal is aborted; see `start-worker.ts`. The queue is loaded only
 * when it is needed: commands that explain something do without it.
 */
export async function work(store: Store, options: WorkerOptions): Promise<void> {
  const { work: start } = await import('./start-worker.ts');
  await start(store, options);
}
