import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  freeDeadWorkers,
  goodbye,
  openWorkStore,
  queuedRequestIds,
  type Store,
  showPresence,
  underMigrationLock,
  type WorkerPresence,
  type WorkStore,
} from '@strata/db';
import {
  Logger,
  makeWorkerUtils,
  type Runner,
  run,
  runMigrations,
  type WorkerEvents,
  type WorkerUtils,
} from 'graphile-worker';
import type { StartProgress } from '../progress.ts';
import { createRunCache, type RunCache } from './run-cache.ts';
import { PREPARE_RUN, prepareSpec, runTasks } from './tasks.ts';
import { unless } from './unless.ts';
import { watchQueue } from './watch-queue.ts';

/** How often the worker looks for new requests, and for workers that died. */
const LOOK_MS = 500;
const POLL_MS = 1_000;
const RESTART_MS = 1_000;
/** Connections beside one for each job and its bookkeeping: one that listens, one that looks, one that reports. */
const CONNECTIONS_MORE = 4;

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
 * workers on any number of machines share one database. With the connection that shows that this one is alive goes
 * everything else: others may take its jobs, so it lets go of all it has and begins anew.
 */
export async function work(store: Store, options: WorkerOptions): Promise<void> {
  const { signal } = options;
  while (!signal.aborted) {
    try {
      await workUntilLost(store, options);
    } catch (error) {
      if (signal.aborted) return;
      process.stderr.write(`worker: ${error instanceof Error ? error.message : String(error)}; trying again.\n`);
      await sleep(RESTART_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** What one stretch of work between two outages needs. */
interface Stretch {
  readonly store: WorkStore;
  readonly presence: WorkerPresence;
  readonly runs: RunCache;
  /** Aborted when it can't go on; the reason says why. */
  readonly lost: AbortController;
}

/** @throws what ended the work, unless it was the signal */
async function workUntilLost(store: Store, { threads, signal, home, progress }: WorkerOptions): Promise<void> {
  const own = openWorkStore(store, { connectionsMax: 2 * threads + CONNECTIONS_MORE });
  const lost = new AbortController();
  const stop = AbortSignal.any([signal, lost.signal]);
  let presence: WorkerPresence | undefined;
  const runs = createRunCache(own, { threads, home, progress });
  let queue: Queue | undefined;
  // The queue library starts work that it waits for nowhere; a failure of that is none of the process.
  const unheard = (error: unknown) => lost.abort(error);
  process.on('unhandledRejection', unheard);
  try {
    presence = await showPresence(own);
    presence.lost.addEventListener('abort', ({ target }) => lost.abort((target as AbortSignal).reason));
    queue = await startQueue({ store: own, presence, runs, lost }, { threads, stop });
    while (!stop.aborted) {
      // A statement that fails while the connection lives is tried again.
      await unless(stop, look(own, queue.utils)).catch(() => undefined);
      await sleep(LOOK_MS, undefined, { signal: stop }).catch(() => undefined);
    }
    if (!lost.signal.aborted) await goodbye(queue.runner.stop());
  } finally {
    // Each has a deadline, and what is still at work afterwards meets closed connections: nothing here can wait for good.
    own.cut();
    if (queue) await endQueue(queue, lost.signal.aborted);
    await goodbye(runs.close());
    // Its jobs, if any are left, are then free for others, and for this process's next stretch.
    await presence?.close();
    await own.close();
    process.off('unhandledRejection', unheard);
  }
  if (!signal.aborted) lost.signal.throwIfAborted();
}

interface Queue {
  readonly runner: Runner;
  readonly utils: WorkerUtils;
  readonly endWatch: () => void;
}

/** @throws what stopped it, or the start's own failure */
async function startQueue(
  { store, presence, runs, lost }: Stretch,
  { threads, stop }: { readonly threads: number; readonly stop: AbortSignal },
): Promise<Queue> {
  const logger = new Logger(() => (level, message) => {
    // Below the first line are the library's own calls; what is not for people to mend is told in whole elsewhere.
    if (level === 'error') process.stderr.write(`worker: ${message.split('\n', 1)[0]}\n`);
  });
  // The pool is ours: the library takes its handlers off its own pool before it ends it, and an error in between ends the process.
  const shared = { pgPool: store.pool, logger };
  await unless(
    stop,
    underMigrationLock(store, () => runMigrations(shared)),
  );
  const utils = await unless(stop, makeWorkerUtils(shared));
  const events: WorkerEvents = new EventEmitter();
  // Jobs bear the name of the pool of workers that took them.
  events.on('pool:create', ({ workerPool }) => presence.add(workerPool.id));
  const endWatch = watchQueue(events, (why) => lost.abort(why));
  const starting = run({
    ...shared,
    events,
    concurrency: threads,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    taskList: runTasks(store, runs),
    // Batches are what the queue tries again, and whose failure it reports; a single call's would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    gracefulShutdownAbortTimeout: 100,
  });
  try {
    const runner = await unless(stop, starting);
    runner.promise.then(
      () => lost.abort(new Error('the queue has ended')),
      (error: unknown) => lost.abort(error),
    );
    return { runner, utils, endWatch };
  } catch (error) {
    endWatch();
    // One that starts after all is stopped.
    starting.then((late) => late.stop()).catch(() => undefined);
    throw error;
  }
}

/** Ends what is left of the queue; its failures are those of connections that are gone. */
async function endQueue({ runner, utils, endWatch }: Queue, lost: boolean): Promise<void> {
  endWatch();
  // A queue that was not lost is stopped already.
  if (lost) await goodbye(runner.stop());
  await goodbye(Promise.resolve(utils.release()));
}

async function look(store: Store, utils: WorkerUtils): Promise<void> {
  await freeDeadWorkers(store);
  for (const requestId of await queuedRequestIds(store)) {
    await utils.addJob(PREPARE_RUN, { requestId }, prepareSpec(requestId));
  }
}
