import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Shares } from './shares.ts';

/** Threads in all, and of one caller: one caller's jobs are done one after the other, so that another's need not wait for all of them. */
const THREADS = { total: 2, each: 1 } as const;

/** Who asks for a job, and how long somebody waits for it. */
export interface Asking {
  /** What shares are counted by. */
  readonly who: string;
  /** Aborted when nobody waits for the job any more: it is not begun then. */
  readonly signal: AbortSignal;
}

export interface ThreadsOptions {
  /** The module that answers each message with one of its own. */
  readonly module: URL;
  /** What its threads are given when they start; default nothing. */
  readonly workerData?: unknown;
  /** A thread that takes longer, in milliseconds, is given up. */
  readonly jobMsMax: number;
}

/** Does jobs on threads of their own: the server's thread answers meanwhile, whatever is asked of these. */
export class Threads<Job, Done> {
  readonly #options: ThreadsOptions;
  readonly #shares = new Shares(THREADS);
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();

  constructor(options: ThreadsOptions) {
    this.#options = options;
  }

  /**
   * The thread's answer to the job.
   * @throws Error when it takes too long; GraphQLError RATE_LIMITED when the caller's others do
   */
  async do(job: Job, { who, signal }: Asking): Promise<Done> {
    const leave = await this.#shares.take(who, signal);
    const worker = this.#idle.pop() ?? this.#start();
    try {
      worker.postMessage(job);
      const { jobMsMax } = this.#options;
      const [done] = (await once(worker, 'message', { signal: AbortSignal.timeout(jobMsMax) })) as [Done];
      this.#idle.push(worker);
      return done;
    } finally {
      if (!this.#idle.includes(worker)) await this.#end(worker);
      leave();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => this.#end(worker)));
  }

  #start(): Worker {
    const { module, workerData } = this.#options;
    const worker = new Worker(module, { workerData });
    // A server that ends does not wait for it.
    worker.unref();
    this.#all.add(worker);
    // One that dies while nobody waits for it: the next job starts another.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      this.#all.delete(worker);
      const place = this.#idle.indexOf(worker);
      if (place >= 0) this.#idle.splice(place, 1);
    });
    return worker;
  }

  async #end(worker: Worker): Promise<void> {
    this.#all.delete(worker);
    await worker.terminate();
  }
}
