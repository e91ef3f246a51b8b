import { beamOf } from '../beam.ts';
import { type Candidate, compareCandidates, iouOf } from '../candidate.ts';
import type { Grammar } from '../grammar.ts';
import { RangeRows } from '../range-rows.ts';
import type { SearchOptions, SearchProblem, SearchResult } from '../search-problem.ts';
import { OPTIMAL_LENGTH_MAX } from '../strategy.ts';
import { BestFormula } from './best-formula.ts';
import type { Literal } from './literal.ts';
import { Measures } from './measures.ts';
import { openChains } from './open-chains.ts';
import { openPairs } from './open-pairs.ts';
import { rolesOf } from './roles.ts';
import { type Scale, scaleFor } from './scale.ts';
import { type ShortQuestion, tryLiterals, tryPairsWith } from './short-formulas.ts';
import { tryTriples } from './triples.ts';

export interface OptimalOptions extends SearchOptions {
  /** Milliseconds after which the best formula so far is returned, with what is proved of it. Default null: no limit. */
  readonly budgetMs?: number | null;
  /** Milliseconds of a clock; only read under a budget. */
  readonly now?: () => number;
  /** What the rows of literals may take. Where more are needed the search stops as under a budget. Default 128 MiB. */
  readonly rowBytesMax?: number;
  /** A formula with its counts on this range, to start from in place of the beam's: what is proved does not depend on it. Default null. */
  readonly start?: Candidate | null;
}

/**
 * The formula that comes first, by the order of candidates, of *all* left-deep formulas up to the length, with the proof:
 * `bound` is its IoU. Under a budget the search may stop earlier; then `bound` is what the formulas not yet looked at
 * can reach. Null when the range or the concept list is empty.
 *
 * It starts from the beam's formula. Shorter formulas are all compared, by the pair tables. Of those with three concepts,
 * bounds from the tables leave few leading pairs, few of these have a third concept whose own bound suffices, and only
 * those are swept. A formula is left out only where its IoU is proved to be strictly lower than the best's, or where a
 * shorter one is proved to be as good: so ties end as the order of candidates says.
 * Source: Dinkelbach 1967, On nonlinear fractional programming; the problem of Guaranteed Optimal Compositional
 * Explanations (La Rosa & Gilpin 2026).
 * @throws RangeError when the length is over 3.
 */
export function searchOptimal(
  problem: SearchProblem,
  {
    length = 3,
    beam = 5,
    grammar = 'paper',
    budgetMs = null,
    now = () => 0,
    rowBytesMax = 128 * 2 ** 20,
    start: known = null,
  }: OptimalOptions = {},
): SearchResult | null {
  if (length > OPTIMAL_LENGTH_MAX) {
    throw new RangeError(`Expected a length of at most ${OPTIMAL_LENGTH_MAX} for the optimal search, got ${length}.`);
  }
  if (problem.bitmapPixels === 0 || problem.space.tables.conceptCount === 0) return null;
  const deadline = budgetMs === null ? Number.POSITIVE_INFINITY : now() + budgetMs;
  const rows = new RangeRows(problem);
  const beamed = beamOf(rows, { length, beam: budgetMs === null ? 1 : beam, grammar });
  const start = known && compareCandidates(known, beamed) < 0 ? known : beamed;
  const { bitmapPixels } = problem;
  const scale = scaleFor(start, { bitmapPixels, totalPixels: problem.space.tables.totalPixels });
  const best = new BestFormula(start, { bitmapPixels, scale, grammar });
  const open = compareAll({ rows, best, scale, grammar, length, expired: () => now() > deadline, rowBytesMax });
  // The narrow start is made up for by the proof; without one the formula is at least the beam's.
  const wide = open === null || budgetMs !== null ? start : beamOf(rows, { length, beam, grammar });
  const winner = compareCandidates(wide, best.candidate) < 0 ? wide : best.candidate;
  const { terms, intersection, formulaPixels, union } = winner;
  const iou = iouOf(winner);
  return {
    terms,
    intersection,
    formulaPixels,
    union,
    length: terms.length,
    iou,
    visited: beamed.visited + best.scored,
    bound: open === null ? iou : Math.max(iou, iouBound(open, scale.one * bitmapPixels)),
  };
}

interface Comparison {
  readonly rows: RangeRows;
  readonly best: BestFormula;
  readonly scale: Scale;
  readonly grammar: Grammar;
  readonly length: number;
  readonly expired: () => boolean;
  readonly rowBytesMax: number;
}

/** Compares all formulas with the best; null when that is done, else the highest V that one not looked at can have. */
function compareAll({ rows, best, scale, grammar, length, expired, rowBytesMax }: Comparison): number | null {
  const measures = new Measures(rows, scale);
  const question = { measures, best, grammar };
  const highestSingle = tryLiterals(question);
  if (length === 1) return null;
  const highest = tryShort(question, { highestSingle, length, expired, rowBytesMax });
  if (highest === null) return measures.positive;
  if (length === 2) return null;
  const roles = rolesOf(measures, { threshold: best.threshold, highest, grammar });
  const open = openPairs(measures, roles, best.threshold);
  for (const chain of openChains(measures, roles, best.threshold)) open.push(chain);
  open.sort((a, b) => b.bound - a.bound);
  for (const pair of open) {
    // The pairs come with falling bounds.
    if (pair.bound < best.threshold) return null;
    if (expired()) return pair.bound;
    tryTriples(measures, best, pair);
  }
  return null;
}

/**
 * Compares the formulas of two concepts, literal by literal with falling P, until those left out can't matter. With p the
 * highest P left, a formula of two that are left has a V of at most p, joined by AND, or, joined by OR, p and the V of a
 * single one, which is at most p and highestSingle. One of three concepts that uses one of them has at most p more than
 * the best shorter one (see `rolesOf`). Returns what V of a shorter formula is at most; null when time or memory is up.
 */
function tryShort(
  question: ShortQuestion,
  {
    highestSingle,
    length,
    expired,
    rowBytesMax,
  }: { highestSingle: number } & Pick<Comparison, 'length' | 'expired' | 'rowBytesMax'>,
): number | null {
  const { measures, best, grammar } = question;
  const { positives } = measures;
  const left: Literal[] = [];
  for (let literal = 0; literal < positives.length; literal += grammar === 'full' ? 1 : 2) {
    if ((positives[literal] as number) > 0) left.push(literal);
  }
  left.sort((a, b) => (positives[b] as number) - (positives[a] as number) || a - b);
  let highest = Math.max(0, highestSingle);
  // A row holds V and P for every literal.
  const rowsMax = rowBytesMax / (16 * positives.length);
  for (const [place, literal] of left.entries()) {
    const p = positives[literal] as number;
    const unseen = p + Math.min(p, Math.max(0, highestSingle));
    const matters = length === 2 ? unseen : Math.max(highest, unseen) + p;
    if (matters < best.threshold) return Math.max(highest, unseen);
    if (expired() || place >= rowsMax) return null;
    highest = Math.max(highest, tryPairsWith(question, literal));
  }
  return highest;
}

/**
 * What V ≤ `value` says of the IoU. With u the formula's pixels outside the range, V = Q·hits − P·u (u = area − hits), so that
 * IoU = hits / (|B| + u) ≤ (V + P·u) / (Q·(|B| + u)): a mean of V / (Q·|B|) and θ = P/Q, and V reaches θ·Q·|B|. Rounded up.
 */
function iouBound(value: number, whole: number): number {
  return Math.min(1, (value / whole) * (1 + 2 * Number.EPSILON));
}
