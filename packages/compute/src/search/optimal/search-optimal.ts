import { beamOf } from '../beam.ts';
import { type Candidate, compareCandidates, iouOf } from '../candidate.ts';
import { RangeRows } from '../range-rows.ts';
import type { SearchOptions, SearchProblem, SearchResult } from '../search-problem.ts';
import { OPTIMAL_LENGTH_MAX } from '../strategy.ts';
import { BestFormula } from './best-formula.ts';
import { compareAll, ROW_BYTES_MAX } from './compare-all.ts';
import { scaleFor } from './scale.ts';

export interface OptimalOptions extends SearchOptions {
  /** Milliseconds after which the best formula so far is returned, with what is proved of it. Default null: no limit. */
  readonly budgetMs?: number | null;
  /** Milliseconds of a clock; only read under a budget. */
  readonly now?: () => number;
  /** What the rows of literals may take. Where more are needed the search stops as under a budget. Default 128 MiB. */
  readonly rowBytesMax?: number;
  /** A formula with its counts on this range, to start from if it is better than the beam's: what is proved does not depend on it. Default null. */
  readonly start?: Candidate | null;
}

/**
 * The formula that comes first, by the order of candidates, of *all* left-deep formulas up to the length, with the proof:
 * `bound` is its IoU. Under a budget the search may stop earlier; then `bound` is what the formulas not yet looked at
 * can reach. Null when the range or the concept list is empty.
 *
 * It starts from the beam's formula. Formulas of one and two concepts are all compared, by the pair tables. Of those with three,
 * bounds from the tables leave few leading pairs, few of these have a third concept whose own bound suffices, and only
 * those are swept. A formula is left out only where its IoU is proved to be strictly lower than the best's, or where a
 * shorter one is proved to be as good: so ties end as the order of candidates says.
 * Source: Dinkelbach 1967, On nonlinear fractional programming; the problem of Guaranteed Optimal Compositional
 * Explanations (La Rosa & Gilpin 2026).
 * @throws RangeError when the length is over 4.
 */
export function searchOptimal(
  problem: SearchProblem,
  {
    length = 3,
    beam = 5,
    grammar = 'paper',
    budgetMs = null,
    now = () => 0,
    rowBytesMax = ROW_BYTES_MAX,
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
  // Of two that are the same the known one stays: whoever asks sees by its terms that nothing is new.
  const start = known && compareCandidates(known, beamed) <= 0 ? known : beamed;
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

/**
 * What V ≤ `value` says of the IoU. With u the formula's pixels outside the range, V = Q·hits − P·u (u = area − hits), so that
 * IoU = hits / (|B| + u) ≤ (V + P·u) / (Q·(|B| + u)): a mean of V / (Q·|B|) and θ = P/Q, and V reaches θ·Q·|B|. Rounded up.
 */
function iouBound(value: number, whole: number): number {
  return Math.min(1, (value / whole) * (1 + 2 * Number.EPSILON));
}
