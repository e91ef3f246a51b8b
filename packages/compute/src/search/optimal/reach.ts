import type { Literal } from './literal.ts';
import type { Measures } from './measures.ts';
import type { Roles } from './roles.ts';

/** The most that a third literal can do with one literal, from its row. −∞ where there is none. */
export interface Reach {
  /** max V(l AND m) over m that may stand third after AND. */
  readonly within: number;
  /** max V(m AND NOT l), what m adds to l, over later m that may be joined by OR; and of its positive part. */
  readonly adds: number;
  readonly addsPositive: number;
  /** max V(l AND m) over m that may narrow l in (l AND m) OR y; and max N(l AND NOT m), what m takes away from it. */
  readonly withinPart: number;
  readonly takes: number;
}

/** Looks at the literals that may stand beside `literal`. */
export function reachOf(
  measures: Measures,
  { or, and, narrowing }: Pick<Roles, 'or' | 'and' | 'narrowing'>,
  literal: Literal,
): Reach {
  const { values, positives } = measures;
  const row = measures.row(literal);
  const negative = (positives[literal] as number) - (values[literal] as number);
  let within = Number.NEGATIVE_INFINITY;
  let adds = within;
  let addsPositive = within;
  let withinPart = within;
  let takes = within;
  for (const m of and) {
    const value = row.values[m] as number;
    if (value > within && m >> 1 !== literal >> 1) within = value;
  }
  for (const m of or) {
    if (m >> 1 <= literal >> 1) continue;
    const added = (values[m] as number) - (row.values[m] as number);
    const addedPositive = (positives[m] as number) - (row.positives[m] as number);
    if (added > adds) adds = added;
    if (addedPositive > addsPositive) addsPositive = addedPositive;
  }
  for (const m of narrowing) {
    if (m >> 1 === literal >> 1) continue;
    const value = row.values[m] as number;
    const taken = negative - ((row.positives[m] as number) - value);
    if (value > withinPart) withinPart = value;
    if (taken > takes) takes = taken;
  }
  return { within, adds, addsPositive, withinPart, takes };
}
