import type { LeftDeepTerm } from '@strata/domain';
import type { Candidate, Overlap } from '../candidate.ts';
import type { Grammar } from '../grammar.ts';
import { RangeRows } from '../range-rows.ts';
import type { SearchProblem } from '../search-problem.ts';
import { OPTIMAL_LENGTH_MAX } from '../strategy.ts';
import { BestFormula } from './best-formula.ts';
import { compareAll, ROW_BYTES_MAX } from './compare-all.ts';
import { scaleFor } from './scale.ts';

export interface ReachOptions {
  /** Concepts a formula may have at the most, 1–3. */
  readonly length: number;
  readonly grammar: Grammar;
  /** What the rows of literals may take, in bytes. Default 128 MiB. */
  readonly rowBytesMax?: number;
}

/** Loses every tie: longer than any formula. */
const LAST: readonly LeftDeepTerm[] = Array.from({ length: OPTIMAL_LENGTH_MAX + 1 }, () => ({
  operator: null,
  concept: Number.MAX_SAFE_INTEGER,
}));

/**
 * Whether any formula up to the length has an IoU of at least the target's, which is far less work than to find the best
 * one: the bounds start at the target, and the first formula found that reaches it ends the search. Null where the rows do
 * not fit, so that nothing is proved. There is a pixel in the range, and a concept.
 */
export function reachesIou(
  problem: SearchProblem,
  target: Overlap,
  { length, grammar, rowBytesMax = ROW_BYTES_MAX }: ReachOptions,
): boolean | null {
  const { bitmapPixels } = problem;
  const scale = scaleFor(target, { bitmapPixels, totalPixels: problem.space.tables.totalPixels });
  const last: Candidate = { ...target, formulaPixels: 0, terms: LAST };
  const best = new BestFormula(last, { bitmapPixels, scale, grammar });
  const reached = (): boolean => best.candidate !== last;
  const rows = new RangeRows(problem);
  const open = compareAll({ rows, best, scale, grammar, length, expired: reached, rowBytesMax });
  if (reached()) return true;
  return open === null ? false : null;
}
