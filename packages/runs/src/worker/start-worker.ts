import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freeDeadWorkers, goodbye, queuedRequestIds, type Store, showPresence, underMigrationLock } from '@strata/db';
import { Logger, makeWorkerUtils, run, runMigrations, type WorkerEvents, type WorkerUtils } from 'graphile-worker';
import type { StartProgress } from '../progress.ts';
import { createRunCache } from './run-cache.ts';
import { PREPARE_RUN, prepareSpec, runTasks } from './tasks.ts';

/** How often the worker looks for new requests, and for workers that died. */
const LOOK_MS = 500;
const POLL_MS = 1_000;
const RESTART_MS = 1_000;

export interface WorkerOptions {
  /** Jobs at once, each of one thread. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Folder with cache and registry. */
  readonly home: string;
  /** Default shown nowhere. */
  readonly progress?: StartProgress | undefined;
}

/**
 * Works on the runs that people ask for, until the signal is aborted; then what is under way is put back. Any number of
 * workers on any number of machines share one database. A database that goes away ends the queue's own loop, which is
 * then begun anew.
 */
export async function work(store: Store, options: WorkerOptions): Promise<void> {
  const { signal } = options;
  while (!signal.aborted) {
    try {
      await workUntilLost(store, options);
    } catch (error) {
      process.stderr.write(`worker: ${error instanceof Error ? error.message : String(error)}; trying again.\n`);
      await sleep(RESTART_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** @throws what ended the queue's loop */
async function workUntilLost(store: Store, { threads, signal, home, progress }: WorkerOptions): Promise<void> {
  const { connectionString = '' } = store.pool.options;
  const logger = new Logger(() => (level, message) => {
    if (level === 'error') process.stderr.write(`worker: ${message}\n`);
  });
  await underMigrationLock(store, () => runMigrations({ connectionString, logger }));
  const presence = showPresence(store);
  const runs = createRunCache(store, { threads, home, progress });
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:create', ({ worker }) => presence.add(worker.workerId));
  const utils = await makeWorkerUtils({ connectionString, maxPoolSize: 2, logger });
  const lost = new AbortController();
  try {
    const runner = await run({
      ...{ connectionString, logger, events, concurrency: threads, pollInterval: POLL_MS, noHandleSignals: true },
      // One that listens, one for each job's bookkeeping.
      maxPoolSize: threads + 2,
      taskList: runTasks(store, runs),
      // Batches are what the queue tries again, and whose failure it reports; a single call's would end the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      gracefulShutdownAbortTimeout: 100,
    });
    // Depending on what fails first, the queue ends its own loop with an error, without one, or waits for it for good.
    events.on('pool:gracefulShutdown', ({ message }) => lost.abort(new Error(message)));
    const ended = runner.promise.then(
      () => lost.abort(new Error('the queue has ended')),
      (error: unknown) => lost.abort(error),
    );
    const stop = AbortSignal.any([signal, lost.signal]);
    while (!stop.aborted) {
      // A database that is away is looked for again.
      await look(store, utils).catch(() => undefined);
      await sleep(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
    }
    if (!lost.signal.aborted) await runner.stop().catch(() => undefined);
    await goodbye(ended);
  } finally {
    await goodbye(Promise.resolve(utils.release()));
    await runs.close();
    // Its jobs, if any are left, are then free for others, and for this process's next loop.
    await presence.close();
  }
  if (!signal.aborted) lost.signal.throwIfAborted();
}

async function look(store: Store, utils: WorkerUtils): Promise<void> {
  await freeDeadWorkers(store);
  for (const requestId of await queuedRequestIds(store)) {
    await utils.addJob(PREPARE_RUN, { requestId }, prepareSpec(requestId));
  }
}
