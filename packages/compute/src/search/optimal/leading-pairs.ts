import type { LeftDeepTerm } from '@strata/domain';
import type { Grammar } from '../grammar.ts';
import type { Counts } from './best-formula.ts';
import { combine, countPair, literalsTogether } from './count-formula.ts';
import type { Lead } from './lead.ts';
import { conceptOf, firstWriting, isNegated, type Junction, type Literal } from './literal.ts';
import type { Measures, PairRow } from './measures.ts';

/** Two literals that a formula of four begins with. */
export interface LeadingPair extends Lead {
  readonly literals: readonly [Literal, Literal];
  readonly junction: Junction;
  readonly terms: readonly LeftDeepTerm[];
  readonly counts: Counts;
  /** The exact counts of the two with a concept. */
  readonly countsWith: (concept: number) => Counts;
}

/** The formulas of two concepts a < b that another may begin with. */
export function* pairsOfConcepts(
  [a, b]: readonly [number, number],
  grammar: Grammar,
): Generator<{ readonly literals: readonly [Literal, Literal]; readonly junction: Junction }> {
  const [x, y, notX, notY] = [2 * a, 2 * b, 2 * a + 1, 2 * b + 1];
  yield { literals: [x, y], junction: 'OR' };
  yield { literals: [x, y], junction: 'AND' };
  yield { literals: [x, notY], junction: 'AND' };
  yield { literals: [y, notX], junction: 'AND' };
  if (grammar !== 'full') return;
  yield { literals: [notX, notY], junction: 'AND' };
  yield { literals: [x, notY], junction: 'OR' };
  yield { literals: [y, notX], junction: 'OR' };
  yield { literals: [notX, notY], junction: 'OR' };
}

/** V and P of a formula of two literals. */
export function measurePair(
  measures: Measures,
  [x, y]: readonly [Literal, Literal],
  junction: Junction,
): { readonly value: number; readonly positive: number } {
  const { values, positives } = measures;
  const [v, p] = [measures.row(x).values[y] as number, measures.row(x).positives[y] as number];
  if (junction === 'AND') return { value: v, positive: p };
  return {
    value: (values[x] as number) + (values[y] as number) - v,
    positive: (positives[x] as number) + (positives[y] as number) - p,
  };
}

export interface LeadingParts {
  readonly literals: readonly [Literal, Literal];
  readonly junction: Junction;
  readonly grammar: Grammar;
  /** Of the concepts of both. */
  readonly swept: PairRow;
  /** Filled and used until the next pair is made. */
  readonly row: Lead['row'];
}

/** The pair with its row: what it is with every literal. */
export function leadingPair(
  measures: Measures,
  { literals, junction, grammar, swept, row }: LeadingParts,
): LeadingPair {
  const [x, y] = literals;
  const { rows } = measures;
  const lead = measurePair(measures, literals, junction);
  fillRow(measures, { literals, junction, swept, row, lead });
  const countsWith = (concept: number): Counts => {
    const other = 2 * concept;
    let both: Counts = { hits: swept.hits[concept] as number, area: swept.areas[concept] as number };
    if (isNegated(x)) both = combine([literalsTogether(rows, y & ~1, other), both], (all, with_) => all - with_);
    if (isNegated(y)) both = combine([literalsTogether(rows, x, other), both], (all, with_) => all - with_);
    if (junction === 'AND') return both;
    const [first, second] = [literalsTogether(rows, x, other), literalsTogether(rows, y, other)];
    return combine([first, second, both], (f, s, fs) => f + s - fs);
  };
  return {
    ...lead,
    row,
    literals,
    junction,
    terms: firstWriting({ literals, junctions: [junction] }, grammar),
    counts: countPair(rows, literals, junction),
    countsWith,
  };
}

/** One literal after the other is turned: from both concepts with a third to the pair with it, and without it. */
function fillRow(
  measures: Measures,
  {
    literals: [x, y],
    junction,
    swept,
    row,
    lead,
  }: Omit<LeadingParts, 'grammar'> & { readonly lead: { readonly value: number; readonly positive: number } },
): void {
  const { hit, area } = measures.scale;
  const [rowX, rowY, plainY] = [measures.row(x), measures.row(y), measures.row(y & ~1)];
  const [turnX, turnY, either] = [isNegated(x), isNegated(y), junction === 'OR'];
  for (let c = 0, l = 0; c < measures.conceptCount; c += 1, l += 2) {
    let v = hit * (swept.hits[c] as number) - area * (swept.areas[c] as number);
    let p = swept.positives[c] as number;
    if (turnX) {
      v = (plainY.values[l] as number) - v;
      p = (plainY.positives[l] as number) - p;
    }
    if (turnY) {
      v = (rowX.values[l] as number) - v;
      p = (rowX.positives[l] as number) - p;
    }
    if (either) {
      v = (rowX.values[l] as number) + (rowY.values[l] as number) - v;
      p = (rowX.positives[l] as number) + (rowY.positives[l] as number) - p;
    }
    row.values[l] = v;
    row.values[l + 1] = lead.value - v;
    row.positives[l] = p;
    row.positives[l + 1] = lead.positive - p;
  }
}

/** Whether a literal is of one of the pair's concepts. */
export function isOfPair({ literals: [x, y] }: Pick<LeadingPair, 'literals'>, literal: Literal): boolean {
  return conceptOf(literal) === conceptOf(x) || conceptOf(literal) === conceptOf(y);
}
