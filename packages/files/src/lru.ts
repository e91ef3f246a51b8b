export interface LruOptions<Value> {
  /** How many are kept; those in use may be more. */
  readonly max: number;
  /** Called once with each value that leaves, when nobody uses it any more. Default nothing. */
  readonly dispose?: (value: Value) => void | Promise<void>;
}

/** The use of a value that is kept. */
export interface Lease<Value> {
  readonly value: Value;
  /** Ends the use; resolves when what this lets go of is disposed. Safe to repeat. */
  release(): Promise<void>;
}

interface Entry<Value> {
  readonly value: Value;
  users: number;
  /** No longer found by its key: disposed when the last user lets go. */
  isGone: boolean;
}

/**
 * Keeps the values that were used last, a bounded number. `get` and `set` are for values that need no end; `acquire`
 * holds one until it is released, and what is held is never disposed, however many are asked for meanwhile.
 */
export class Lru<Key, Value> {
  /** In the order of their last use, the oldest first. */
  readonly #kept = new Map<Key, Entry<Value>>();
  readonly #max: number;
  readonly #dispose: (value: Value) => void | Promise<void>;

  constructor({ max, dispose = () => undefined }: LruOptions<Value>) {
    this.#max = max;
    this.#dispose = dispose;
  }

  /** How many are found by a key. */
  get size(): number {
    return this.#kept.size;
  }

  /** The value of a key, which is then the youngest. */
  get(key: Key): Value | undefined {
    return this.#touch(key)?.value;
  }

  /** Keeps a value, in place of the key's last one. */
  set(key: Key, value: Value): void {
    const old = this.#kept.get(key);
    if (old) quietly(this.#drop(key, old));
    this.#kept.set(key, { value, users: 0, isGone: false });
    quietly(this.#shrink());
  }

  /** Holds the value of a key, made now unless it is kept, until it is released. */
  acquire(key: Key, make: () => Value): Lease<Value> {
    const known = this.#touch(key);
    const kept = known ?? { value: make(), users: 0, isGone: false };
    kept.users += 1;
    if (!known) {
      this.#kept.set(key, kept);
      quietly(this.#shrink());
    }
    return leaseOf(kept, (one) => this.#release(one));
  }

  /** Forgets a key; resolves when its value is disposed, or at once when somebody uses it: then the last user does that. */
  async delete(key: Key): Promise<void> {
    const kept = this.#kept.get(key);
    if (kept) await this.#drop(key, kept);
  }

  /** Forgets all. */
  async clear(): Promise<void> {
    await Promise.all([...this.#kept.keys()].map((key) => this.delete(key)));
  }

  #touch(key: Key): Entry<Value> | undefined {
    const kept = this.#kept.get(key);
    if (!kept) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return kept;
  }

  async #release(kept: Entry<Value>): Promise<void> {
    kept.users -= 1;
    if (kept.isGone && kept.users === 0) await this.#dispose(kept.value);
    else await this.#shrink();
  }

  #drop(key: Key, kept: Entry<Value>): void | Promise<void> {
    this.#kept.delete(key);
    kept.isGone = true;
    return kept.users === 0 ? this.#dispose(kept.value) : undefined;
  }

  /** Lets go of the oldest that nobody uses. Nothing to wait for, and nothing made, where there is no room to win. */
  #shrink(): undefined | Promise<unknown> {
    if (this.#kept.size <= this.#max) return undefined;
    const disposals: (void | Promise<void>)[] = [];
    for (const [key, kept] of this.#kept) {
      if (this.#kept.size <= this.#max) break;
      if (kept.users === 0) disposals.push(this.#drop(key, kept));
    }
    return Promise.all(disposals);
  }
}

/** Who asks for a value does not wait for the end of another, nor hear of its failure. */
function quietly(disposal: unknown): void {
  if (disposal instanceof Promise) disposal.catch(() => undefined);
}

function leaseOf<Value>(kept: Entry<Value>, release: (kept: Entry<Value>) => Promise<void>): Lease<Value> {
  let released: Promise<void> | undefined;
  return {
    value: kept.value,
    release: () => {
      released ??= release(kept);
      return released;
    },
  };
}
