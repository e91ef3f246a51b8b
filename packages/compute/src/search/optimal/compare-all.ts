import type { Grammar } from '../grammar.ts';
import type { RangeRows } from '../range-rows.ts';
import type { BestFormula } from './best-formula.ts';
import { compareFours } from './fours.ts';
import type { Literal } from './literal.ts';
import { Measures } from './measures.ts';
import { openChains } from './open-chains.ts';
import { openPairs } from './open-pairs.ts';
import { rolesOf } from './roles.ts';
import type { Scale } from './scale.ts';
import { type ShortQuestion, tryLiterals, tryPairsWith } from './short-formulas.ts';
import { tryTriples } from './triples.ts';

/** What the rows of literals may take at the most, in bytes. */
export const ROW_BYTES_MAX = 128 * 2 ** 20;

export interface Comparison {
  readonly rows: RangeRows;
  readonly best: BestFormula;
  readonly scale: Scale;
  readonly grammar: Grammar;
  readonly length: number;
  readonly expired: () => boolean;
  readonly rowBytesMax: number;
}

/** Compares all formulas with the best; null when that is done, else the highest V that one not looked at can have. */
export function compareAll(comparison: Comparison): number | null {
  const { rows, best, scale, grammar, length, expired, rowBytesMax } = comparison;
  const measures = new Measures(rows, scale);
  // No formula's V is higher than that of all cells that help.
  if (measures.positive < best.threshold) return null;
  const open = compareThrees(measures, { ...comparison, length: Math.min(length, 3) });
  if (length < 4) return open;
  // What a formula of four can reach is not known yet.
  if (open !== null) return measures.positive;
  return compareFours({ measures, best, grammar, expired, rowsMax: rowsThatFit(measures, rowBytesMax) });
}

/** Compares the formulas of up to three concepts. */
function compareThrees(
  measures: Measures,
  { best, grammar, length, expired, rowBytesMax }: Omit<Comparison, 'rows' | 'scale'>,
): number | null {
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
  const rowsMax = rowsThatFit(measures, rowBytesMax);
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

/** A row holds V and P for every literal. */
function rowsThatFit({ positives }: Measures, rowBytesMax: number): number {
  return rowBytesMax / (16 * positives.length);
}
