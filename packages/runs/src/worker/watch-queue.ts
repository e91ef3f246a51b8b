import type { Worker, WorkerEvents } from 'graphile-worker';

/** How long the queue may neither ask for a job nor be at one, or be without its listener, while the database answers. */
const STALL_MS_MAX = 60_000;
const LOOK_MS = 1_000;

/**
 * Watches by its events whether the queue works: each of its workers asks for a job again and again or is at one, and its
 * listener listens. Its own promises don't tell: after an outage they may stay open for good.
 * @param stalled hears once, and what it is that does not go on
 * @returns ends watching
 */
export function watchQueue(events: WorkerEvents, stalled: (why: Error) => void): () => void {
  /** When each worker without a job last said something. */
  const idle = new Map<Worker, number>();
  let listenerLost: number | null = null;
  const free = ({ worker }: { worker: Worker }) => void idle.set(worker, performance.now());
  const gone = ({ worker }: { worker: Worker }) => void idle.delete(worker);
  for (const name of ['worker:create', 'worker:getJob:empty', 'worker:getJob:error', 'job:complete'] as const) {
    events.on(name, free);
  }
  for (const name of ['job:start', 'worker:stop'] as const) events.on(name, gone);
  events.on('pool:listen:error', () => {
    listenerLost ??= performance.now();
  });
  events.on('pool:listen:success', () => {
    listenerLost = null;
  });
  events.on('worker:fatalError', ({ error }) => stalled(new Error('a job could not be given back', { cause: error })));
  events.on('pool:gracefulShutdown', ({ message }) => stalled(new Error(message)));
  const timer = setInterval(() => {
    const limit = performance.now() - STALL_MS_MAX;
    if (listenerLost !== null && listenerLost < limit) stalled(new Error('the queue does not listen any more'));
    for (const since of idle.values()) {
      if (since < limit) stalled(new Error('the queue does not ask for jobs any more'));
    }
  }, LOOK_MS);
  return () => clearInterval(timer);
}
