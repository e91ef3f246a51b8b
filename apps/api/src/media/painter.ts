import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Shares } from '../limits/shares.ts';
import type { Picture } from './picture.ts';
import type { Drawn } from './picture-thread.ts';

/** Threads that draw. One caller's pictures are drawn one after the other, so that another's need not wait for all of them. */
const THREADS = { total: 2, each: 1 } as const;
/** The largest picture takes a hundredth of this; a thread that takes longer is given up. */
const DRAW_MS_MAX = 20_000;

/** Who draws, and for whom. */
export interface Asking {
  /** What shares are counted by. */
  readonly who: string;
  /** Aborted when nobody waits for the picture any more: it is not begun then. */
  readonly signal: AbortSignal;
}

/** Draws pictures on threads of their own: the server's thread answers meanwhile, whatever is asked of these. */
export class Painter {
  readonly #shares = new Shares(THREADS);
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();

  /**
   * The picture as a PNG.
   * @throws Error when it can't be drawn; GraphQLError RATE_LIMITED when the caller's others take too long
   */
  async draw(picture: Picture, { who, signal }: Asking): Promise<Uint8Array> {
    const leave = await this.#shares.take(who, signal);
    const worker = this.#idle.pop() ?? this.#start();
    try {
      worker.postMessage(picture);
      const [drawn] = (await once(worker, 'message', { signal: AbortSignal.timeout(DRAW_MS_MAX) })) as [Drawn];
      this.#idle.push(worker);
      if ('problem' in drawn) throw new Error(`A picture could not be drawn: ${drawn.problem}`);
      return drawn.png;
    } finally {
      if (!this.#idle.includes(worker)) await this.#end(worker);
      leave();
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => this.#end(worker)));
  }

  #start(): Worker {
    const worker = new Worker(new URL('./picture-thread.ts', import.meta.url));
    // A server that ends does not wait for it.
    worker.unref();
    this.#all.add(worker);
    // One that dies while nobody waits for it: the next picture starts another.
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
