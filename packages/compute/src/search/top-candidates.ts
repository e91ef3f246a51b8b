import type { LeftDeepTerm } from '@strata/domain';
import { type Candidate, candidateKey, compareCandidates, compareIou, iouOf, type Overlap } from './candidate.ts';
import type { ConceptTables } from './concept-tables.ts';
import { satisfiedCells } from './formula-cells.ts';
import type { Grammar } from './grammar.ts';

export interface TopCandidatesOptions {
  readonly grammar: Grammar;
  readonly tables: ConceptTables;
}

/**
 * The best candidates met so far, one for each set of cells, best first: of formulas that select the same cells the one
 * that comes first by the order of candidates stays. Objects are made only for those that enter.
 */
export class TopCandidates<C extends Candidate> {
  readonly #count: number;
  readonly #grammar: Grammar;
  readonly #tables: ConceptTables;
  readonly #kept: C[] = [];
  /** (cell) of candidates whose counts another has, too. */
  readonly #cells = new WeakMap<C, Uint8Array>();
  #worst: C | null = null;
  #worstIou = -1;

  constructor(count: number, { grammar, tables }: TopCandidatesOptions) {
    this.#count = count;
    this.#grammar = grammar;
    this.#tables = tables;
  }

  get kept(): readonly C[] {
    return this.#kept;
  }

  /** What a candidate's IoU must reach, as it is rounded to a double, to be worth a look; −1 while there is room. */
  get iouToReach(): number {
    return this.#worstIou;
  }

  /**
   * Whether `start` extended by a term would enter. One equal in IoU to the worst enters by its terms: shorter, then
   * lower concepts, then operators. (It may still turn out to select the cells of one that is there.)
   */
  enters(overlap: Overlap, start: readonly LeftDeepTerm[], term: LeftDeepTerm): boolean {
    const worst = this.#worst;
    if (!worst) return true;
    const difference = compareIou(overlap, worst);
    if (difference !== 0) return difference < 0;
    if (worst.terms.length !== start.length + 1) return start.length + 1 < worst.terms.length;
    for (let i = 0; i < start.length; i += 1) {
      const lower = (start[i]?.concept as number) - (worst.terms[i]?.concept as number);
      if (lower !== 0) return lower < 0;
    }
    const lower = term.concept - (worst.terms[start.length]?.concept as number);
    return lower < 0 || (lower === 0 && compareCandidates({ ...worst, terms: [...start, term] }, worst) < 0);
  }

  /** Takes the candidate in at its place, if it has one. */
  add(candidate: C): void {
    const twin = this.#kept.findIndex((other) => this.#sameCells(candidate, other));
    if (twin >= 0) {
      if (compareCandidates(candidate, this.#kept[twin] as C) >= 0) return;
      this.#kept.splice(twin, 1);
    }
    const place = this.#kept.findIndex((other) => compareCandidates(candidate, other) < 0);
    if (place >= 0) this.#kept.splice(place, 0, candidate);
    else this.#kept.push(candidate);
    if (this.#kept.length > this.#count) this.#kept.pop();
    this.#worst = this.#kept.length === this.#count ? (this.#kept[this.#count - 1] as C) : null;
    this.#worstIou = this.#worst ? iouOf(this.#worst) : -1;
  }

  /** Equal counts first: nearly all end there. They prove nothing, so that the cells decide. */
  #sameCells(a: C, b: C): boolean {
    if (a.intersection !== b.intersection || a.formulaPixels !== b.formulaPixels) return false;
    if (candidateKey(a, this.#grammar) === candidateKey(b, this.#grammar)) return true;
    const [ours, theirs] = [this.#cellsOf(a), this.#cellsOf(b)];
    const { areas } = this.#tables;
    return ours.every((holds, cell) => holds === theirs[cell] || areas[cell] === 0);
  }

  #cellsOf(candidate: C): Uint8Array {
    const known = this.#cells.get(candidate);
    if (known) return known;
    const cells = satisfiedCells(this.#tables, candidate.terms);
    this.#cells.set(candidate, cells);
    return cells;
  }
}
