import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { StrataError } from '@strata/domain';
import type { StageTimings, UnitResult } from '../unit-result.ts';
import type { WorkerAnswer, WorkerSetup, WorkerTask } from './messages.ts';

/** How long a block under way is waited for when the work is stopped. */
const STOP_MS_MAX = 500;

export interface BlockResult {
  readonly results: readonly UnitResult[];
  readonly timings: StageTimings;
}

/** Threads that explain blocks of units. Results don't depend on how many there are. */
export class WorkerPool {
  readonly #workers: Worker[];

  constructor(setup: WorkerSetup, threads: number) {
    this.#workers = Array.from(
      { length: threads },
      () => new Worker(new URL('./unit-worker.ts', import.meta.url), { workerData: setup }),
    );
  }

  /**
   * Hands out the blocks, one a thread at a time, and passes each result on as soon as it is there; the thread computes
   * its next block meanwhile, so that at most two blocks a thread are in memory.
   * @throws StrataError that a thread met, or the signal's reason once it is aborted: blocks that take longer than a
   * moment then are given up.
   */
  async run(
    blocks: readonly (readonly number[])[],
    { onBlock, signal }: { onBlock: (result: BlockResult) => Promise<void>; signal?: AbortSignal | undefined },
  ): Promise<void> {
    const waiting = [...blocks];
    const serve = async (worker: Worker): Promise<void> => {
      let passing: Promise<void> = Promise.resolve();
      try {
        for (let units = waiting.shift(); units; units = waiting.shift()) {
          signal?.throwIfAborted();
          const result = await unlessStopped(ask(worker, { units }), signal);
          await passing;
          passing = onBlock(result);
          // A failure is met at the next await; until then it must not count as unhandled.
          passing.catch(() => undefined);
        }
        await passing;
      } finally {
        // Whatever ends the work, what is being passed on is passed on whole before anybody is told.
        await passing.catch(() => undefined);
      }
    };
    const served = this.#workers.map(serve);
    try {
      await Promise.all(served);
    } finally {
      waiting.length = 0;
      await this.close();
      await Promise.allSettled(served);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

/** A block that is nearly done is waited for; one that takes longer is computed anew by whoever goes on. */
async function unlessStopped<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  const settled = new AbortController();
  const late = async (): Promise<never> => {
    if (!signal.aborted) await once(signal, 'abort', { signal: settled.signal });
    await sleep(STOP_MS_MAX, undefined, { signal: settled.signal });
    throw signal.reason;
  };
  try {
    return await Promise.race([work, late()]);
  } finally {
    settled.abort();
    // The thread is ended under it.
    work.catch(() => undefined);
  }
}

async function ask(worker: Worker, task: WorkerTask): Promise<BlockResult> {
  const answered = new AbortController();
  const { signal } = answered;
  worker.postMessage(task);
  const answer = await Promise.race([
    once(worker, 'message', { signal }).then(([message]) => message as WorkerAnswer),
    once(worker, 'exit', { signal }).then(([code]) => {
      throw new Error(`A worker thread ended with code ${String(code)}.`);
    }),
  ]).finally(() => answered.abort());
  if (answer.kind === 'done') return answer;
  if (answer.code) throw new StrataError(answer.code, answer.message, { context: answer.context });
  throw new Error(answer.message);
}
