import type { Lead } from './lead.ts';
import type { Literal } from './literal.ts';
import type { LiteralRow, Measures } from './measures.ts';
import type { Reach } from './reach.ts';

/** V and P of x, of y, and of both together; y changes, so that a loop makes no objects. */
export interface Pair {
  readonly row: LiteralRow;
  readonly vx: number;
  readonly px: number;
  vy: number;
  py: number;
  vxy: number;
  pxy: number;
}

/** What a formula begins with, as x of its pairs. */
export function pairsAfter({ row, value, positive }: Lead): Pair {
  return { row, vx: value, px: positive, vy: 0, py: 0, vxy: 0, pxy: 0 };
}

/** Lays a literal beside x. */
export function setSecond(pair: Pair, { values, positives }: Measures, y: Literal): void {
  pair.vy = values[y] as number;
  pair.py = positives[y] as number;
  pair.vxy = pair.row.values[y] as number;
  pair.pxy = pair.row.positives[y] as number;
}

/** x OR y, and what z adds to one of them, less at most the negative part of that in the other. */
export function boundOfAny({ vx, vy, vxy, px, py, pxy }: Pair, x: Reach, y: Reach): number {
  const [onlyX, onlyY] = [px - vx - (pxy - vxy), py - vy - (pxy - vxy)];
  const added = Math.min(x.addsPositive, y.addsPositive, x.adds + onlyY, y.adds + onlyX);
  return vx + vy - vxy + added;
}

/** x within z and y within z, less what they share, or with what only the other has; or the positive part of x OR y. */
export function boundOfWithin({ vxy, px, py, pxy }: Pair, x: Reach, y: Reach): number {
  return Math.min(px + py - pxy, x.within + y.within + (pxy - vxy), x.within + py - pxy, y.within + px - pxy);
}

/** y and what x adds to it; or x OR y without what z takes away from x outside y; or y and x AND z, less what they share. */
export function boundOfBeside({ vx, vy, vxy, px, pxy }: Pair, { withinPart, takes }: Reach): number {
  const outside = px - vx - (pxy - vxy);
  return Math.min(vy + px - pxy, vx + vy - vxy + Math.min(takes, outside), withinPart + vy + (pxy - vxy));
}
