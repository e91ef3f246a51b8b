import type { FormulaOperator } from '@strata/domain';
import type { Candidate } from './candidate.ts';
import type { SearchProblem } from './search-problem.ts';
import type { SearchSpace } from './search-space.ts';
import { sweepAll, sweepConcept, sweepFormula, sweepPair } from './sweep.ts';

/** (concept) hits and pixels of a formula together with each concept. */
export interface Rows {
  readonly hits: Float64Array;
  readonly areas: Float64Array;
}

/** A formula in the beam, with what it was made of. */
export interface BeamFormula extends Candidate {
  readonly start: BeamFormula | null;
}

/**
 * Whether an extension (OR, AND, AND NOT) selects just the cells of its start or of its last concept, both of which were scored
 * before. One contains the other, and every cell has pixels: so equal areas are equal cells.
 */
export function repeats(
  { singles }: Pick<RangeRows, 'singles'>,
  { terms, start, formulaPixels }: BeamFormula,
): boolean {
  const last = terms.at(-1);
  if (!start || !last) return false;
  if (formulaPixels === start.formulaPixels) return true;
  return last.operator !== 'AND NOT' && formulaPixels === singles.areas[last.concept];
}

/** A formula's counts with every concept, for one range: each is swept once. */
export class RangeRows {
  readonly space: SearchSpace;
  /** (cell) */
  readonly hits: Float64Array;
  readonly bitmapPixels: number;
  /** (concept) of the single concepts. */
  readonly singles: Rows;
  readonly #concepts = new Map<number, Rows>();
  readonly #formulas = new Map<BeamFormula, Rows>();

  constructor({ space, hits, bitmapPixels }: SearchProblem) {
    this.space = space;
    this.hits = hits instanceof Float64Array ? hits : new Float64Array(hits);
    this.bitmapPixels = bitmapPixels;
    this.singles = { hits: sweepAll(space.tables, this.hits), areas: space.tables.conceptAreas };
  }

  /** f AND c for every concept c. */
  of(formula: BeamFormula): Rows {
    const known = this.#formulas.get(formula);
    if (known) return known;
    const rows = formula.start ? this.#extended(formula.start, formula) : this.#first(formula);
    this.#formulas.set(formula, rows);
    return rows;
  }

  /** Whether a concept's rows have been swept. */
  knows(concept: number): boolean {
    return this.#concepts.has(concept);
  }

  /** Takes over a concept's hits that were swept elsewhere. */
  learn(concept: number, hits: Float64Array): Rows {
    const rows = { hits, areas: this.space.conceptAreas(concept) };
    this.#concepts.set(concept, rows);
    return rows;
  }

  /** Hits and pixels of a concept, or of the pixels without it. */
  literal(concept: number, negated: boolean): { readonly hits: number; readonly area: number } {
    const hits = this.singles.hits[concept] as number;
    const area = this.singles.areas[concept] as number;
    return negated ? { hits: this.bitmapPixels - hits, area: this.space.tables.totalPixels - area } : { hits, area };
  }

  #first({ terms: [term] }: BeamFormula): Rows {
    if (!term) throw new Error('A formula has at least one concept.');
    const rows = this.concept(term.concept);
    if (!term.negatedFirst) return rows;
    return combine([this.singles, rows], (all, carried) => all - carried);
  }

  /** `concept` AND c for every concept c. */
  concept(concept: number): Rows {
    const known = this.#concepts.get(concept);
    if (known) return known;
    const rows = {
      hits: sweepConcept(this.space.tables, this.hits, concept),
      areas: this.space.conceptAreas(concept),
    };
    this.#concepts.set(concept, rows);
    return rows;
  }

  /** By inclusion and exclusion from the start's rows, the concept's rows and one sweep over the cells of both. */
  #extended(start: BeamFormula, { terms }: BeamFormula): Rows {
    const last = terms[terms.length - 1];
    if (!last) throw new Error('A formula has at least one concept.');
    const both = this.#both(start, last.concept);
    switch (last.operator as FormulaOperator) {
      case 'AND':
        return both;
      case 'AND NOT':
        return combine([this.of(start), both], (f, fc) => f - fc);
      case 'OR':
        return combine([this.of(start), both, this.concept(last.concept)], (f, fc, c) => f + c - fc);
      case 'OR NOT':
        return combine([this.singles, both, this.concept(last.concept)], (all, fc, c) => all - c + fc);
    }
  }

  #both({ terms }: BeamFormula, concept: number): Rows {
    const { tables } = this.space;
    const [first] = terms;
    const pair = terms.length === 1 && first && !first.negatedFirst;
    return {
      hits: pair
        ? sweepPair(tables, this.hits, [first.concept, concept])
        : sweepFormula(tables, this.hits, { terms, concept }),
      areas: this.space.formulaAreas(terms, concept),
    };
  }
}

type Combination = (a: number, b: number, c: number) => number;

function combine([a, b, c]: readonly [Rows, Rows, Rows?], how: Combination): Rows {
  return {
    hits: combineRow([a.hits, b.hits, c?.hits], how),
    areas: combineRow([a.areas, b.areas, c?.areas], how),
  };
}

function combineRow(
  [a, b, c]: readonly [Float64Array, Float64Array, Float64Array | undefined],
  how: Combination,
): Float64Array {
  const row = new Float64Array(a.length);
  for (let i = 0; i < row.length; i += 1) row[i] = how(a[i] as number, b[i] as number, c ? (c[i] as number) : 0);
  return row;
}
