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
  const { values, positives } = measures;
  const paper = grammar === 'paper';
  const outsideTotal = measures.positive - measures.value;
  const or: Literal[] = [];
  const and: Literal[] = [];
  const anchor: Literal[] = [];
  let highestOr = Number.NEGATIVE_INFINITY;
  for (let l = 0; l < values.length; l += 1) {
    const p = positives[l] as number;
    if (p === 0) continue;
    const value = values[l] as number;
    const leads = !(paper && isNegated(l));
    if (leads && highest + p >= threshold) {
      or.push(l);
      if (value > highestOr) highestOr = value;
    }
    if (p < threshold) continue;
    if (leads) anchor.push(l);
    if (highest + outsideTotal - (p - value) >= threshold) and.push(l);
  }
  const part: Literal[] = [];
  const narrowing: Literal[] = [];
  for (let l = 0; l < values.length; l += 1) {
    const p = positives[l] as number;
    if (p === 0 || highestOr + p < threshold) continue;
    if (!(paper && isNegated(l))) part.push(l);
    if (highest + outsideTotal - (p - (values[l] as number)) >= threshold) narrowing.push(l);
  }
  return { or, and, part, narrowing, anchor, chained: and };
}
