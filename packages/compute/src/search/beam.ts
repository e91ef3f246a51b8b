import type { LeftDeepTerm } from '@strata/domain';
import { iouOf } from './candidate.ts';
import { type Grammar, OPERATORS } from './grammar.ts';
import { type BeamFormula, RangeRows } from './range-rows.ts';
import type { SearchOptions, SearchProblem, SearchResult } from './search-problem.ts';
import { TopCandidates } from './top-candidates.ts';

/**
 * Beam search over left-deep formulas with exact scores. The first beam holds the 2·beam best single concepts; every
 * step extends each formula by every concept it doesn't hold and keeps the best of old and new together; the last keeps
 * one. One sweep over the cells of a formula f adds up hits and area for every concept at once: that is f AND c, and
 * f OR c and f AND NOT c follow by inclusion and exclusion. Of formulas that select the same cells (A, and A AND NOT B where
 * the two never meet) one keeps a place: the shorter, then the first. Null when the range or the concept list is empty.
 * Source: Compositional Explanations (Mu & Andreas 2020), §2; Clustered Compositional Explanations, §3.2.
 */
export function searchBeam(
  problem: SearchProblem,
  { length = 3, beam = 5, grammar = 'paper' }: SearchOptions = {},
): SearchResult | null {
  if (problem.bitmapPixels === 0 || problem.space.tables.conceptCount === 0) return null;
  return beamOf(new RangeRows(problem), { length, beam, grammar });
}

/** The beam search over one range's rows; there is a pixel in the range, and a concept. */
export function beamOf(rows: RangeRows, { length, beam, grammar }: Required<SearchOptions>): SearchResult {
  const { tables } = rows.space;
  let top = new TopCandidates<BeamFormula>(length === 1 ? 1 : 2 * beam, { grammar, tables });
  let visited = scoreSingles(rows, { top, grammar });
  for (let step = 2; step <= length; step += 1) {
    const next = new TopCandidates<BeamFormula>(step === length ? 1 : beam, { grammar, tables });
    for (const formula of top.kept) next.add(formula);
    for (const formula of top.kept) {
      if (formula.terms.length === step - 1) visited += extend(rows, { formula, top: next, grammar });
    }
    top = next;
  }
  const [winner] = top.kept;
  if (!winner) throw new Error('A beam search without concepts.');
  const { terms, intersection, formulaPixels, union } = winner;
  return { terms, intersection, formulaPixels, union, length: terms.length, iou: iouOf(winner), visited, bound: null };
}

/** Scores the single concepts (literals, in the full grammar); returns how many. */
function scoreSingles(
  { space: { tables }, singles, bitmapPixels }: RangeRows,
  { top, grammar }: { readonly top: TopCandidates<BeamFormula>; readonly grammar: Grammar },
): number {
  const offer = (term: LeftDeepTerm, intersection: number, formulaPixels: number): void => {
    const union = bitmapPixels + formulaPixels - intersection;
    if (!top.enters({ intersection, union }, [], term)) return;
    top.add({ terms: [term], intersection, formulaPixels, union, start: null });
  };
  for (let concept = 0; concept < tables.conceptCount; concept += 1) {
    const hits = singles.hits[concept] as number;
    const area = singles.areas[concept] as number;
    offer({ operator: null, concept }, hits, area);
    if (grammar !== 'full') continue;
    offer({ operator: null, concept, negatedFirst: true }, bitmapPixels - hits, tables.totalPixels - area);
  }
  return tables.conceptCount * (grammar === 'full' ? 2 : 1);
}

interface Extension {
  readonly formula: BeamFormula;
  readonly top: TopCandidates<BeamFormula>;
  readonly grammar: Grammar;
}

/** Scores a formula's extensions by every concept it doesn't hold; returns how many. */
function extend(rows: RangeRows, { formula, top, grammar }: Extension): number {
  const { hits: bothHits, areas: bothAreas } = rows.of(formula);
  const { conceptCount, totalPixels } = rows.space.tables;
  const { hits: conceptHits, areas: conceptAreas } = rows.singles;
  const { bitmapPixels } = rows;
  const { intersection: hits, formulaPixels: area } = formula;
  const used = new Uint8Array(conceptCount);
  for (const { concept } of formula.terms) used[concept] = 1;
  const consider = (term: LeftDeepTerm, intersection: number, formulaPixels: number): void => {
    const union = bitmapPixels + formulaPixels - intersection;
    if (!top.enters({ intersection, union }, formula.terms, term)) return;
    top.add({ terms: [...formula.terms, term], intersection, formulaPixels, union, start: formula });
  };
  // Nearly every candidate ends at the first comparison, so that nothing is made for it; and one that selects the cells of
  // the formula or of the concept, which were scored before, at the second: see `repeats`.
  for (let concept = 0; concept < conceptCount; concept += 1) {
    if (used[concept] === 1) continue;
    const h = bothHits[concept] as number;
    const a = bothAreas[concept] as number;
    const own = conceptAreas[concept] as number;
    const orHits = hits + (conceptHits[concept] as number) - h;
    const orArea = area + own - a;
    if (orHits / (bitmapPixels + orArea - orHits) >= top.iouToReach && orArea !== area && orArea !== own) {
      consider({ operator: 'OR', concept }, orHits, orArea);
    }
    if (h / (bitmapPixels + a - h) >= top.iouToReach && a !== area && a !== own) {
      consider({ operator: 'AND', concept }, h, a);
    }
    const notHits = hits - h;
    const notArea = area - a;
    if (notHits / (bitmapPixels + notArea - notHits) >= top.iouToReach && a !== 0) {
      consider({ operator: 'AND NOT', concept }, notHits, notArea);
    }
    if (grammar !== 'full') continue;
    const outsideHits = bitmapPixels - (conceptHits[concept] as number) + h;
    const outsideArea = totalPixels - own + a;
    const repeated = outsideArea === area || a === 0;
    if (outsideHits / (bitmapPixels + outsideArea - outsideHits) >= top.iouToReach && !repeated) {
      consider({ operator: 'OR NOT', concept }, outsideHits, outsideArea);
    }
  }
  return (conceptCount - formula.terms.length) * OPERATORS[grammar].length;
}
