import { createRandom as createBits } from '@strata/statistics';

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** Whole number from low to high, both included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<const List extends readonly [unknown, ...unknown[]]>(items: List): List[number];
}

/** Makes the world's own generator, so that no platform's Math.random decides a byte. */
export function createRandom(seed: number): Random {
  const { next, below } = createBits(seed);
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + below(high - low + 1),
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)],
  };
}
