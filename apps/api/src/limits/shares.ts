import { GraphQLError } from 'graphql';

export interface SharesOptions {
  /** Places for all callers together. */
  readonly total: number;
  /** Places for one caller. */
  readonly each: number;
  /** How long a caller waits for a place, in milliseconds. Default 15,000. */
  readonly waitMsMax?: number;
}

interface Waiting {
  readonly begin: () => void;
}

/**
 * Places that callers share: one who has its share waits for its own to end, and those who wait come in turn, whoever has
 * asked for how much.
 */
export class Shares {
  readonly #options: SharesOptions;
  readonly #held = new Map<string, number>();
  /** By caller; the one served last stands last. */
  readonly #waiting = new Map<string, Set<Waiting>>();
  #taken = 0;

  constructor(options: SharesOptions) {
    this.#options = options;
  }

  /** Places that are taken, by one caller or by all. */
  taken(who?: string): number {
    return who === undefined ? this.#taken : (this.#held.get(who) ?? 0);
  }

  /** A place at once, or null when there is none for this caller; the answer gives it back. */
  tryTake(who: string): (() => void) | null {
    return this.#isFree(who) ? this.#begin(who) : null;
  }

  /**
   * Waits for a place; the answer gives it back.
   * @throws GraphQLError RATE_LIMITED when none came free in time; the signal's reason when it is aborted before
   */
  async take(who: string, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    return this.tryTake(who) ?? this.#wait(who, signal);
  }

  #wait(who: string, signal: AbortSignal | undefined): Promise<() => void> {
    const { waitMsMax = 15_000 } = this.#options;
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(who) ?? new Set();
      this.#waiting.set(who, queue);
      const stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', left);
        queue.delete(one);
        if (queue.size === 0) this.#waiting.delete(who);
      };
      const one: Waiting = {
        begin: () => {
          stop();
          resolve(this.#begin(who));
        },
      };
      const left = () => {
        stop();
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        stop();
        reject(tooMany());
      }, waitMsMax);
      signal?.addEventListener('abort', left);
      queue.add(one);
    });
  }

  #isFree(who: string): boolean {
    return this.#taken < this.#options.total && this.taken(who) < this.#options.each;
  }

  #begin(who: string): () => void {
    this.#taken += 1;
    this.#held.set(who, this.taken(who) + 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#taken -= 1;
      const left = this.taken(who) - 1;
      if (left > 0) this.#held.set(who, left);
      else this.#held.delete(who);
      this.#next();
    };
  }

  #next(): void {
    for (const [who, queue] of this.#waiting) {
      const [first] = queue;
      if (!first || !this.#isFree(who)) continue;
      first.begin();
      if (!this.#waiting.delete(who) || queue.size === 0) return;
      // Behind all others: each caller's turn comes before anybody's second.
      this.#waiting.set(who, queue);
      return;
    }
  }
}

function tooMany(): GraphQLError {
  return new GraphQLError('Too much is asked at once with this key or from this address. Ask again shortly.', {
    extensions: { code: 'RATE_LIMITED' },
  });
}
