import { type Candidate, compareCandidates, compareIou, type Overlap } from '../candidate.ts';
import type { Grammar } from '../grammar.ts';
import { firstWriting, type LiteralFormula } from './literal.ts';
import { type Scale, thresholdOf } from './scale.ts';

/** Exact counts of a formula. */
export interface Counts {
  /** |B ∩ F| in pixels. */
  readonly hits: number;
  /** |F| in pixels. */
  readonly area: number;
}

/** The best formula so far, by the order of candidates, and what another must reach. */
export class BestFormula {
  readonly #bitmapPixels: number;
  readonly #scale: Scale;
  readonly #grammar: Grammar;
  #best: Candidate;
  #threshold: number;
  #scored = 0;

  constructor(best: Candidate, problem: { bitmapPixels: number; scale: Scale; grammar: Grammar }) {
    this.#best = best;
    this.#bitmapPixels = problem.bitmapPixels;
    this.#scale = problem.scale;
    this.#grammar = problem.grammar;
    this.#threshold = thresholdOf(best, problem.scale, problem.bitmapPixels);
  }

  get candidate(): Candidate {
    return this.#best;
  }

  /** V below this means an IoU below the best's: strictly, so that no formula that ties is lost. */
  get threshold(): number {
    return this.#threshold;
  }

  /** Formulas whose exact counts were compared. */
  get scored(): number {
    return this.#scored;
  }

  /** Takes the formula if it is better than the best by the order of candidates. */
  offer(formula: LiteralFormula, { hits, area }: Counts): void {
    this.#scored += 1;
    const overlap: Overlap = { intersection: hits, union: this.#bitmapPixels + area - hits };
    const difference = compareIou(overlap, this.#best);
    if (difference > 0) return;
    const longer = formula.literals.length - this.#best.terms.length;
    if (difference === 0 && longer > 0) return;
    const candidate = { ...overlap, formulaPixels: area, terms: firstWriting(formula, this.#grammar) };
    if (compareCandidates(candidate, this.#best) >= 0) return;
    this.#best = candidate;
    this.#threshold = thresholdOf(candidate, this.#scale, this.#bitmapPixels);
  }
}
