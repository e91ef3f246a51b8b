import type { RangeRows } from '../range-rows.ts';
import type { Counts } from './best-formula.ts';
import { conceptOf, isNegated, type Junction, type Literal, type LiteralFormula } from './literal.ts';

/** The exact counts of a formula of two literals; at least the first one's concept has been swept. */
export function countPair(rows: RangeRows, [first, second]: readonly [Literal, Literal], junction: Junction): Counts {
  const both = literalsTogether(rows, first, second);
  if (junction === 'AND') return both;
  return combine([single(rows, first), single(rows, second), both], (a, b, ab) => a + b - ab);
}

/** The exact counts of a formula of three literals, by inclusion and exclusion; `carried` holds those of all three concepts. */
export function countTriple(rows: RangeRows, { literals, junctions }: LiteralFormula, carried: Counts): Counts {
  const [first, second, third] = literals as [Literal, Literal, Literal];
  const [leading, last] = junctions as [Junction, Junction];
  const two = (a: Literal, b: Literal): Counts => literalsTogether(rows, a, b);
  // One literal after the other is turned: of all three concepts, with NOT where it stands.
  let three = carried;
  if (isNegated(first)) three = combine([two(second & ~1, third & ~1), three], (all, with_) => all - with_);
  if (isNegated(second)) three = combine([two(first, third & ~1), three], (all, with_) => all - with_);
  if (isNegated(third)) three = combine([two(first, second), three], (all, with_) => all - with_);
  if (leading === 'AND' && last === 'AND') return three;
  if (leading === 'AND') return combine([two(first, second), single(rows, third), three], (ab, c, abc) => ab + c - abc);
  const within = combine([two(first, third), two(second, third), three], (ac, bc, abc) => ac + bc - abc);
  if (last === 'AND') return within;
  return combine([countPair(rows, [first, second], 'OR'), single(rows, third), within], (ab, c, both) => ab + c - both);
}

/** The exact counts of two literals together: from the row of one of their concepts. */
export function literalsTogether(rows: RangeRows, a: Literal, b: Literal): Counts {
  const [from, to] = rows.knows(conceptOf(a)) ? [a, b] : [b, a];
  const row = rows.concept(conceptOf(from));
  const at = conceptOf(to);
  let both: Counts = { hits: row.hits[at] as number, area: row.areas[at] as number };
  if (isNegated(to)) both = combine([single(rows, from & ~1), both], (all, with_) => all - with_);
  if (isNegated(from)) both = combine([single(rows, to), both], (all, with_) => all - with_);
  return both;
}

function single(rows: RangeRows, literal: Literal): Counts {
  return rows.literal(conceptOf(literal), isNegated(literal));
}

/** Sums of counts, of hits and of area alike. */
export function combine(
  [a, b, c]: readonly [Counts, Counts, Counts?],
  how: (a: number, b: number, c: number) => number,
): Counts {
  return { hits: how(a.hits, b.hits, c?.hits ?? 0), area: how(a.area, b.area, c?.area ?? 0) };
}
