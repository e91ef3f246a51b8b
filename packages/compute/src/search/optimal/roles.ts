import type { Grammar } from '../grammar.ts';
import { isNegated, type Literal } from './literal.ts';
import type { Measures } from './measures.ts';

/** Which literals can still stand where in a formula of three concepts that wins; ascending. */
export interface Roles {
  /** Joined by OR: as the third, or in a leading pair. */
  readonly or: readonly Literal[];
  /** The third of (x OR y) AND z. */
  readonly and: readonly Literal[];
  /** The x and the z of (x AND z) OR y; in the paper's grammar x is a concept. */
  readonly part: readonly Literal[];
  readonly narrowing: readonly Literal[];
  /** The x and the others of x AND y AND z; in the paper's grammar x is a concept. */
  readonly anchor: readonly Literal[];
  readonly chained: readonly Literal[];
}

/**
 * A winner F of three concepts reaches the threshold and beats every shorter formula, so that each literal l must give
 * something that the formula without it doesn't have. `highest` is at least the V of every shorter formula.
 * - Joined by OR, l adds at most P(l): highest + P(l) must reach the threshold. With P(l) = 0 it adds nothing, at this θ
 *   and at any higher one, where P is lower still.
 * - After AND, F lies within l, so P(l) must reach the threshold; and F is the formula without l, less what lies outside
 *   l, so highest + N(NOT l) must. (For the x of a chain the rest may be outside the grammar: only the first holds.)
 * - In (x AND z) OR y, x and z each add at most their P to y alone; and z takes away from x OR y at most N(NOT z).
 */
export function rolesOf(
  measures: Measures,
  { threshold, highest, grammar }: { readonly threshold: number; readonly highest: number; readonly grammar: Grammar },
): Roles {
  const { values, positives, positive, value } = measures;
  const paper = grammar === 'paper';
  const literals = Array.from(values, (_, literal) => literal);
  const p = (literal: Literal): number => positives[literal] as number;
  const outside = (literal: Literal): number => positive - value - (p(literal) - (values[literal] as number));
  const leads = (literal: Literal): boolean => !(paper && isNegated(literal));

  const or = literals.filter((l) => leads(l) && p(l) > 0 && highest + p(l) >= threshold);
  const and = literals.filter((l) => p(l) >= threshold && highest + outside(l) >= threshold);
  const highestOr = or.reduce((most, l) => Math.max(most, values[l] as number), Number.NEGATIVE_INFINITY);
  const parts = literals.filter((l) => p(l) > 0 && highestOr + p(l) >= threshold);
  return {
    or,
    and,
    part: parts.filter(leads),
    narrowing: parts.filter((l) => highest + outside(l) >= threshold),
    anchor: literals.filter((l) => leads(l) && p(l) >= threshold),
    chained: and,
  };
}
