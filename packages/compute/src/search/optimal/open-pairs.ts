import { leadOf } from './lead.ts';
import type { Literal } from './literal.ts';
import type { Measures } from './measures.ts';
import { boundOfAny, boundOfBeside, boundOfWithin, pairsAfter, setSecond } from './pair-bound.ts';
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
  /** The literals that may be z are those from place `from` on. */
  readonly thirds: readonly Literal[];
  readonly from: number;
}

/** The pairs of literals, at least one of them joined by OR, that may still lead to a winner. */
export function openPairs(measures: Measures, roles: Roles, threshold: number): OpenPair[] {
  const reach: Reach[] = [];
  for (const literal of roles.or) reach[literal] = reachOf(measures, roles, literal);
  for (const literal of roles.part) reach[literal] ??= reachOf(measures, roles, literal);
  const question = { measures, roles, threshold, reach, parts: new Set(roles.part), open: [] };
  for (let place = 0; place < roles.or.length; place += 1) openOrPairs(question, place);
  for (const x of roles.part) openParts(question, x);
  return question.open;
}

interface PairQuestion {
  readonly measures: Measures;
  readonly roles: Roles;
  readonly threshold: number;
  /** (literal), of those that are joined by OR or a part. */
  readonly reach: readonly Reach[];
  readonly parts: ReadonlySet<Literal>;
  readonly open: OpenPair[];
}

/** x OR y, x being the literal at `place`, y later. */
function openOrPairs({ measures, roles: { or, and }, threshold, reach, open }: PairQuestion, place: number): void {
  const x = or[place] as Literal;
  const pair = pairsAfter(leadOf(measures, x));
  const reachX = reach[x] as Reach;
  for (let i = place + 1; i < or.length; i += 1) {
    const y = or[i] as Literal;
    if (x >> 1 === y >> 1) continue;
    const reachY = reach[y] as Reach;
    setSecond(pair, measures, y);
    const either = boundOfAny(pair, reachX, reachY);
    // Chains are looked at from their two lowest concepts.
    if (either >= threshold) open.push({ shape: 'any', x, y, bound: either, thirds: or, from: i + 1 });
    const within = boundOfWithin(pair, reachX, reachY);
    if (within >= threshold) open.push({ shape: 'within', x, y, bound: within, thirds: and, from: 0 });
  }
}

/** (x AND z) OR y. Where z could be x, too, it is the later of the two. */
function openParts({ measures, roles, threshold, reach, parts, open }: PairQuestion, x: Literal): void {
  const pair = pairsAfter(leadOf(measures, x));
  const reachX = reach[x] as Reach;
  let thirds: readonly Literal[] | null = null;
  for (const y of roles.or) {
    if (x >> 1 === y >> 1) continue;
    setSecond(pair, measures, y);
    const bound = boundOfBeside(pair, reachX);
    if (bound < threshold) continue;
    thirds ??= roles.narrowing.filter((z) => z > x || !parts.has(z));
    open.push({ shape: 'beside', x, y, bound, thirds, from: 0 });
  }
}
