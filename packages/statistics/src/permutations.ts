import type { Random } from './random.ts';

export interface DerangementOptions {
  readonly random: Random;
  /** (place) the group of each place; places are exchanged within their group only. Default: all are one group. */
  readonly groups?: readonly number[] | undefined;
}

/**
 * (place) a permutation of 0 … count − 1, all equally likely.
 * Source: R. A. Fisher, F. Yates (1938), in the form of R. Durstenfeld (1964).
 * @example permutation(3, createRandom(1)) // Uint32Array [2, 0, 1]
 */
export function permutation(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) swap(order, last, random.below(last + 1));
  return order;
}

/**
 * (place) a permutation in which no place keeps its own number, all such equally likely: drawn anew at the first place
 * that would keep it, which takes e ≈ 2.7 tries.
 * Source: C. Martínez, A. Panholzer, H. Prodinger, Generating random derangements (2008).
 * @throws RangeError when a group has a single place, which can be exchanged with none
 * @example derangement(4, { random: createRandom(1), groups: [7, 7, 9, 9] }) // Uint32Array [1, 0, 3, 2]
 */
export function derangement(count: number, { random, groups }: DerangementOptions): Uint32Array {
  const order = new Uint32Array(count);
  const places = Array.from({ length: count }, (_, place) => place);
  const byGroup = groups ? Map.groupBy(places, (place) => groups[place]).entries() : [[null, places] as const];
  for (const [group, own] of byGroup) {
    if (own.length === 1) throw new RangeError(loneGroup(group ?? null));
    const within = own.length === 0 ? own : derangedOrder(own.length, random);
    for (const [at, place] of own.entries()) order[place] = own[within[at] as number] as number;
  }
  return order;
}

function loneGroup(group: number | null): string {
  const of = group === null ? '' : ` in group ${group}`;
  return `Expected at least two places${of} to exchange, got one. Leave it out, or join it with another group.`;
}

/** Place `last` is settled once it has been drawn, so a try ends with the first fixed point. */
function derangedOrder(count: number, random: Random): Uint32Array {
  for (;;) {
    const order = Uint32Array.from({ length: count }, (_, place) => place);
    let last = count - 1;
    for (; last >= 0; last -= 1) {
      if (last > 0) swap(order, last, random.below(last + 1));
      if (order[last] === last) break;
    }
    if (last < 0) return order;
  }
}

function swap(order: Uint32Array, a: number, b: number): void {
  const value = order[a] as number;
  order[a] = order[b] as number;
  order[b] = value;
}
