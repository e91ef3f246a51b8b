import type { Literal } from './literal.ts';
import type { Measures } from './measures.ts';
import { type Reach, reachOf } from './reach.ts';
import type { Roles } from './roles.ts';

/**
 * The shapes of a formula of three literals, seen from two of them, x and y, with a third, z:
 * `any` = x OR y OR z, `within` = (x OR y) AND z, `beside` = (x AND z) OR y, `all` = x AND y AND z.
 */
export type Shape = 'any' | 'within' | 'beside' | 'all';

/** Two literals whose bound, over all thirds, reaches the threshold. */
export interface OpenPair {
  readonly shape: Shape;
  readonly x: Literal;
  readonly y: Literal;
  /** No formula of the shape with x and y has a higher V. */
  readonly bound: number;
  /** The literals that may be z. */
  readonly thirds: readonly Literal[];
}

/** The pairs of literals, at least one of them joined by OR, that may still lead to a winner. */
export function openPairs(measures: Measures, roles: Roles, threshold: number): OpenPair[] {
  const known = new Map<Literal, Reach>();
  for (const literal of new Set([...roles.or, ...roles.part])) known.set(literal, reachOf(measures, roles, literal));
  const reach = (literal: Literal): Reach => known.get(literal) as Reach;
  const open: OpenPair[] = [];
  const add = (pair: OpenPair): void => {
    if (pair.bound >= threshold) open.push(pair);
  };
  roles.or.forEach((x, place) => {
    for (const y of roles.or.slice(place + 1)) {
      if (x >> 1 === y >> 1) continue;
      const pair = pairOf(measures, x, y);
      const [rx, ry] = [reach(x), reach(y)];
      // Chains are looked at from their two lowest concepts.
      add({ shape: 'any', x, y, bound: boundOfAny(pair, rx, ry), thirds: roles.or.filter((z) => z >> 1 > y >> 1) });
      add({ shape: 'within', x, y, bound: boundOfWithin(pair, rx, ry), thirds: roles.and });
    }
  });
  for (const x of roles.part) {
    // Where z could be x, too, it is the later of the two.
    const later = roles.narrowing.filter((z) => z > x || !roles.part.includes(z));
    for (const y of roles.or) {
      if (x >> 1 === y >> 1) continue;
      add({ shape: 'beside', x, y, bound: boundOfBeside(pairOf(measures, x, y), reach(x)), thirds: later });
    }
  }
  return open;
}

/** V, P and N of x, of y, and of both together. */
interface Pair {
  readonly vx: number;
  readonly vy: number;
  readonly vxy: number;
  readonly px: number;
  readonly py: number;
  readonly pxy: number;
}

function pairOf(measures: Measures, x: Literal, y: Literal): Pair {
  const row = measures.row(x);
  return {
    vx: measures.values[x] as number,
    vy: measures.values[y] as number,
    vxy: row.values[y] as number,
    px: measures.positives[x] as number,
    py: measures.positives[y] as number,
    pxy: row.positives[y] as number,
  };
}

/** x OR y, and what z adds to one of them, less at most the negative part of that in the other. */
function boundOfAny({ vx, vy, vxy, px, py, pxy }: Pair, x: Reach, y: Reach): number {
  const [onlyX, onlyY] = [px - vx - (pxy - vxy), py - vy - (pxy - vxy)];
  const added = Math.min(x.addsPositive, y.addsPositive, x.adds + onlyY, y.adds + onlyX);
  return vx + vy - vxy + added;
}

/** x within z and y within z, less what they share, or with what only the other has; or the positive part of x OR y. */
function boundOfWithin({ vxy, px, py, pxy }: Pair, x: Reach, y: Reach): number {
  return Math.min(px + py - pxy, x.within + y.within + (pxy - vxy), x.within + py - pxy, y.within + px - pxy);
}

/** y and what x adds to it; or x OR y without what z takes away from x outside y; or y and x AND z, less what they share. */
function boundOfBeside({ vx, vy, vxy, px, pxy }: Pair, { withinPart, takes }: Reach): number {
  const outside = px - vx - (pxy - vxy);
  return Math.min(vy + px - pxy, vx + vy - vxy + Math.min(takes, outside), withinPart + vy + (pxy - vxy));
}
