import type { Grammar } from '../grammar.ts';
import { type Places, tryAfter } from './after-pair.ts';
import type { BestFormula } from './best-formula.ts';
import { type LeadingPair, leadingPair, measurePair, pairsOfConcepts } from './leading-pairs.ts';
import { isNegated } from './literal.ts';
import type { Measures } from './measures.ts';
import { type Reach, reachOf } from './reach.ts';

export interface FourQuestion {
  readonly measures: Measures;
  readonly best: BestFormula;
  readonly grammar: Grammar;
  readonly expired: () => boolean;
  /** Rows of literals that may be kept. */
  readonly rowsMax: number;
}

/**
 * Compares all formulas of four concepts with the best, once none of fewer is better: each begins with two literals, which
 * take the place of the first of three. The two are swept together; from there on the bounds of three literals hold as they
 * are. Returns null when that is done, else the highest V that one not looked at can have.
 */
export function compareFours(question: FourQuestion): number | null {
  const { measures, best, grammar, expired, rowsMax } = question;
  const places = placesOf(measures, { threshold: best.threshold, grammar });
  if (measures.values.length > rowsMax) return measures.positive;
  const reach: Reach[] = [];
  for (const literal of places.or) {
    if (expired()) return measures.positive;
    reach[literal] = reachOf(measures, places, literal);
  }
  const row = {
    values: new Float64Array(measures.values.length),
    positives: new Float64Array(measures.values.length),
  };
  const pairs = conceptPairs(question, places);
  if (pairs === null) return measures.positive;
  for (const { a, b, bound } of pairs) {
    if (bound < best.threshold) return null;
    if (expired()) return bound;
    const swept = measures.pair(a, b);
    for (const { literals, junction } of pairsOfConcepts([a, b], grammar)) {
      if (boundOfPair(measures, places, { literals, junction }) < best.threshold) continue;
      tryAfter({ measures, best, places, reach }, leadingPair(measures, { literals, junction, grammar, swept, row }));
    }
  }
  return null;
}

function placesOf(
  { positives, positive }: Measures,
  { threshold, grammar }: { readonly threshold: number; readonly grammar: Grammar },
): Places {
  const literals = [...positives.keys()].filter((literal) => (positives[literal] as number) > 0);
  const or = literals.filter((literal) => grammar === 'full' || !isNegated(literal));
  const [most = 0, second = 0] = or.map((literal) => positives[literal] as number).sort((a, b) => b - a);
  return {
    or,
    and: literals.filter((literal) => (positives[literal] as number) >= threshold),
    narrowing: literals,
    most: Math.min(most, positive),
    second: Math.min(second, positive),
  };
}

interface ConceptPair {
  readonly a: number;
  readonly b: number;
  readonly bound: number;
}

/** All pairs of concepts that may still lead, with falling bounds; null when time is up. */
function conceptPairs({ measures, best, grammar, expired }: FourQuestion, places: Places): ConceptPair[] | null {
  const pairs: ConceptPair[] = [];
  for (let a = 0; a < measures.conceptCount; a += 1) {
    if (expired()) return null;
    for (let b = a + 1; b < measures.conceptCount; b += 1) {
      let bound = Number.NEGATIVE_INFINITY;
      for (const pair of pairsOfConcepts([a, b], grammar)) bound = Math.max(bound, boundOfPair(measures, places, pair));
      if (bound >= best.threshold) pairs.push({ a, b, bound });
    }
  }
  return pairs.sort((one, other) => other.bound - one.bound);
}

/** Two more literals add at most their P; what is narrowed last keeps at most the positive part of what was there. */
function boundOfPair(
  measures: Measures,
  { most, second }: Places,
  { literals, junction }: Pick<LeadingPair, 'literals' | 'junction'>,
): number {
  const { value, positive } = measurePair(measures, literals, junction);
  // A part that gives nothing is nothing: the formula without it is shorter.
  if (positive === 0) return Number.NEGATIVE_INFINITY;
  return Math.min(measures.positive, Math.max(value + most + second, positive + most));
}
