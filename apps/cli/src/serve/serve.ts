import { once } from 'node:events';
import { startApi } from '@strata/api';
import type { Store } from '@strata/db';
import { StrataError } from '@strata/domain';
import { buildDashboard } from './build-dashboard.ts';
import { startDashboard } from './start-dashboard.ts';

export interface ServeOptions {
  readonly store: Store;
  readonly port: number;
  readonly apiPort: number;
  /** Ends serving. */
  readonly signal: AbortSignal;
}

/**
 * Serves the API and the dashboard on 127.0.0.1 until the signal is aborted, and prints the one address to open.
 * @throws StrataError when one of them can't start, or the dashboard ends by itself.
 */
export async function serve({ store, port, apiPort, signal }: ServeOptions): Promise<void> {
  process.stderr.write('Preparing the pages …\n');
  await buildDashboard();
  signal.throwIfAborted();
  const api = await startApi({ store, port: apiPort });
  try {
    const dashboard = await startDashboard({ port, apiUrl: api.url, signal });
    try {
      process.stderr.write(`GraphQL: ${api.url}/graphql\n`);
      process.stdout.write(`\n  Strata is ready: ${dashboard.url}\n\n`);
      process.stderr.write('Press Ctrl-C to stop.\n');
      await Promise.race([stopped(signal), dashboard.ended]);
      if (!signal.aborted) {
        throw new StrataError('SETUP_FAILED', 'The dashboard ended by itself. Start "strata serve" again.');
      }
    } finally {
      await dashboard.close();
    }
  } finally {
    await api.close();
  }
}

async function stopped(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
