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
  const row = measures.row(literal);
  const value = values[literal] as number;
  let highest = Number.NEGATIVE_INFINITY;
  for (let m = 0; m < values.length; m += 1) {
    if (m >> 1 === literal >> 1) continue;
    const both = row.values[m] as number;
    if (both > highest) highest = both;
    if (both >= best.threshold) offer(question, [literal, m], 'AND');
    if (grammar === 'paper' && isNegated(m)) continue;
    const either = value + (values[m] as number) - both;
    if (either > highest) highest = either;
    if (either >= best.threshold) offer(question, [literal, m], 'OR');
  }
  return highest;
}

function offer({ measures, best }: ShortQuestion, literals: readonly [Literal, Literal], junction: Junction): void {
  best.offer({ literals, junctions: [junction] }, countPair(measures.rows, literals, junction));
}
