import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freeDeadWorkers, queuedRequestIds, type Store, showPresence, underMigrationLock } from '@strata/db';
import { Logger, makeWorkerUtils, run, runMigrations, type WorkerEvents, type WorkerUtils } from 'graphile-worker';
import { createRunCache } from './run-cache.ts';
import { PREPARE_RUN, prepareSpec, runTasks } from './tasks.ts';

/** How often the worker looks for new requests, and for workers that died. */
const LOOK_MS = 500;
const POLL_MS = 1_000;

export interface WorkerOptions {
  /** Jobs at once, each of one thread. */
  readonly threads: number;
  readonly signal: AbortSignal;
}

/**
 * Works on the runs that people ask for, until the signal is aborted; then what is under way is put back. Any number of
 * workers on any number of machines share one database.
 */
export async function work(store: Store, { threads, signal }: WorkerOptions): Promise<void> {
  const { connectionString = '' } = store.pool.options;
  const logger = new Logger(() => (level, message) => {
    if (level === 'error') process.stderr.write(`worker: ${message}\n`);
  });
  await underMigrationLock(store, () => runMigrations({ connectionString, logger }));
  const presence = showPresence(store);
  const runs = createRunCache(store, { threads });
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:create', ({ worker }) => presence.add(worker.workerId));
  const utils = await makeWorkerUtils({ connectionString, maxPoolSize: 2, logger });
  const runner = await run({
    ...{ connectionString, logger, events, concurrency: threads, pollInterval: POLL_MS, noHandleSignals: true },
    // One that listens, one for each job's bookkeeping.
    maxPoolSize: threads + 2,
    taskList: runTasks(store, runs),
    gracefulShutdownAbortTimeout: 100,
  });
  try {
    while (!signal.aborted) {
      // A database that is away is looked for again.
      await look(store, utils).catch(() => undefined);
      await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await runner.stop().catch(() => undefined);
    await utils.release();
    await runs.close();
    await presence.close();
  }
}

async function look(store: Store, utils: WorkerUtils): Promise<void> {
  await freeDeadWorkers(store);
  for (const requestId of await queuedRequestIds(store)) {
    await utils.addJob(PREPARE_RUN, { requestId }, prepareSpec(requestId));
  }
}
