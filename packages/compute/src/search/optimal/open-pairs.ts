import type { Literal } from './literal.ts';
import type { LiteralRow, Measures } from './measures.ts';
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
  const pair = pairsOf(measures, x);
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
  const pair = pairsOf(measures, x);
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

/** V and P of x, of y, and of both together; y changes, so that a loop makes no objects. */
interface Pair {
  readonly row: LiteralRow;
  readonly vx: number;
  readonly px: number;
  vy: number;
  py: number;
  vxy: number;
  pxy: number;
}

function pairsOf(measures: Measures, x: Literal): Pair {
  const [vx, px] = [measures.values[x] as number, measures.positives[x] as number];
  return { row: measures.row(x), vx, px, vy: 0, py: 0, vxy: 0, pxy: 0 };
}

function setSecond(pair: Pair, { values, positives }: Measures, y: Literal): void {
  pair.vy = values[y] as number;
  pair.py = positives[y] as number;
  pair.vxy = pair.row.values[y] as number;
  pair.pxy = pair.row.positives[y] as number;
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
