import type { FormulaOperator, LeftDeepTerm } from '@strata/domain';
import { type Candidate, candidateKey, compareCandidates } from './candidate.ts';
import type { ConceptTables } from './concept-tables.ts';
import { cellsOfFormula } from './formula-cells.ts';

/** One range's search problem. */
export interface SearchProblem {
  readonly tables: ConceptTables;
  /** (cell) pixels of the cell that lie in the range. */
  readonly hits: Uint32Array;
  readonly bitmapPixels: number;
}

export interface SearchResult extends Candidate {
  readonly length: number;
  readonly iou: number;
  /** Candidates scored. */
  readonly visited: number;
}

const OPERATORS: readonly FormulaOperator[] = ['OR', 'AND', 'AND NOT'];

/**
 * Beam search over left-deep formulas with exact scores. The first beam holds the 2·beam best single concepts; every
 * step extends each formula by every concept it doesn't hold and keeps the best of old and new together; the last keeps
 * one. One sweep over the cells of a formula f adds up hits and area for every concept at once: that is f AND c, and
 * f OR c and f AND NOT c follow by inclusion and exclusion. Null when the range or the concept list is empty.
 * Source: Compositional Explanations (Mu & Andreas 2020), §2; Clustered Compositional Explanations, §3.2.
 */
export function searchBeam(
  problem: SearchProblem,
  { length = 3, beam = 5 }: { readonly length?: number; readonly beam?: number } = {},
): SearchResult | null {
  const singles = scoreSingles(problem);
  if (problem.bitmapPixels === 0 || singles.length === 0) return null;
  let visited = singles.length;
  let kept = best(singles, length === 1 ? 1 : 2 * beam);
  for (let step = 2; step <= length; step += 1) {
    const extended = kept
      .filter(({ terms }) => terms.length === step - 1)
      .flatMap((start) => extend(problem, { start, singles }));
    visited += extended.length;
    kept = best([...kept, ...extended], step === length ? 1 : beam);
  }
  const [winner] = kept;
  if (!winner) return null;
  return { ...winner, length: winner.terms.length, iou: winner.intersection / winner.union, visited };
}

/** The best candidates, one for each formula, best first. */
function best(candidates: readonly Candidate[], count: number): Candidate[] {
  const seen = new Set<string>();
  const kept: Candidate[] = [];
  for (const candidate of candidates.toSorted(compareCandidates)) {
    const key = candidateKey(candidate);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(candidate);
    if (kept.length === count) break;
  }
  return kept;
}

function scoreSingles({ tables, hits, bitmapPixels }: SearchProblem): Candidate[] {
  const intersections = new Float64Array(tables.conceptCount);
  for (let cell = 0; cell < tables.cellCount; cell += 1) {
    const found = hits[cell] as number;
    if (found === 0) continue;
    for (let i = tables.conceptOffsets[cell] as number; i < (tables.conceptOffsets[cell + 1] as number); i += 1) {
      const concept = tables.conceptPositions[i] as number;
      intersections[concept] = (intersections[concept] as number) + found;
    }
  }
  return Array.from(intersections, (intersection, concept) =>
    candidate([{ operator: null, concept }], {
      intersection,
      formulaPixels: tables.conceptAreas[concept] as number,
      bitmapPixels,
    }),
  );
}

function extend(
  { tables, hits, bitmapPixels }: SearchProblem,
  { start, singles }: { start: Candidate; singles: readonly Candidate[] },
): Candidate[] {
  const together = { hits: new Float64Array(tables.conceptCount), area: new Float64Array(tables.conceptCount) };
  for (const cell of cellsOfFormula(tables, start.terms)) {
    const found = hits[cell] as number;
    const area = tables.areas[cell] as number;
    for (let i = tables.conceptOffsets[cell] as number; i < (tables.conceptOffsets[cell + 1] as number); i += 1) {
      const concept = tables.conceptPositions[i] as number;
      together.hits[concept] = (together.hits[concept] as number) + found;
      together.area[concept] = (together.area[concept] as number) + area;
    }
  }
  const used = new Set(start.terms.map(({ concept }) => concept));
  return singles.flatMap(({ intersection, formulaPixels }, concept) => {
    if (used.has(concept)) return [];
    const bothHits = together.hits[concept] as number;
    const bothArea = together.area[concept] as number;
    return OPERATORS.map((operator) => {
      const terms = [...start.terms, { operator, concept }];
      if (operator === 'AND')
        return candidate(terms, { intersection: bothHits, formulaPixels: bothArea, bitmapPixels });
      const sign = operator === 'OR' ? 1 : 0;
      return candidate(terms, {
        intersection: start.intersection + sign * intersection - bothHits,
        formulaPixels: start.formulaPixels + sign * formulaPixels - bothArea,
        bitmapPixels,
      });
    });
  });
}

function candidate(
  terms: readonly LeftDeepTerm[],
  { intersection, formulaPixels, bitmapPixels }: { intersection: number; formulaPixels: number; bitmapPixels: number },
): Candidate {
  return { terms, intersection, formulaPixels, union: bitmapPixels + formulaPixels - intersection };
}
