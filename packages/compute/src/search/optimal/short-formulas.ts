import type { Grammar } from '../grammar.ts';
import type { BestFormula } from './best-formula.ts';
import { countPair } from './count-formula.ts';
import { conceptOf, isNegated, type Junction, type Literal } from './literal.ts';
import type { Measures } from './measures.ts';

export interface ShortQuestion {
  readonly measures: Measures;
  readonly best: BestFormula;
  readonly grammar: Grammar;
}

/** Every formula of one concept is compared with the best; returns their highest V. */
export function tryLiterals({ measures, best, grammar }: ShortQuestion): number {
  const { values, rows } = measures;
  let highest = Number.NEGATIVE_INFINITY;
  for (let literal = 0; literal < values.length; literal += grammar === 'full' ? 1 : 2) {
    const value = values[literal] as number;
    if (value > highest) highest = value;
    if (value >= best.threshold) {
      best.offer({ literals: [literal], junctions: [] }, rows.literal(conceptOf(literal), isNegated(literal)));
    }
  }
  return highest;
}

/**
 * Every formula of two concepts in which the literal stands is compared with the best; in the paper's grammar the literal
 * is a concept, and leads where the other is negated. Returns their highest V.
 */
export function tryPairsWith(question: ShortQuestion, literal: Literal): number {
  const { measures, best, grammar } = question;
  const { values } = measures;
  const row = measures.row(literal).values;
  const value = values[literal] as number;
  const negatedEither = grammar === 'full';
  let { threshold } = best;
  let highest = Number.NEGATIVE_INFINITY;
  const compare = (m: Literal, v: number, junction: Junction): void => {
    if (v > highest) highest = v;
    if (v < threshold) return;
    offer(question, [literal, m], junction);
    threshold = best.threshold;
  };
  for (let m = 0; m < row.length; m += 2) {
    if (m >> 1 === literal >> 1) continue;
    const both = row[m] as number;
    const without = row[m + 1] as number;
    const either = value + (values[m] as number) - both;
    if (both > highest || both >= threshold) compare(m, both, 'AND');
    if (either > highest || either >= threshold) compare(m, either, 'OR');
    if (without > highest || without >= threshold) compare(m + 1, without, 'AND');
    if (!negatedEither) continue;
    const orNot = value + (values[m + 1] as number) - without;
    if (orNot > highest || orNot >= threshold) compare(m + 1, orNot, 'OR');
  }
  return highest;
}

function offer({ measures, best }: ShortQuestion, literals: readonly [Literal, Literal], junction: Junction): void {
  best.offer({ literals, junctions: [junction] }, countPair(measures.rows, literals, junction));
}
