import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '@strata/db';

/** Where the store's server keeps its data. */
export async function dataFolder(store: Store): Promise<string> {
  const { rows } = await store.pool.query("select current_setting('data_directory') as data");
  return rows[0].data;
}

/** Kills the server of a data folder, once there is one: as a power cut would, unless the signal is another. */
export async function killDatabase(data: string, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const file = join(data, 'postmaster.pid');
  for (;;) {
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
    try {
      if (pid > 0 && process.kill(pid, signal)) return;
    } catch {
      // The file of one that is dead already; the next is on its way.
    }
    await sleep(10);
  }
}
