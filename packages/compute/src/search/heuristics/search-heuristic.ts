import type { LeftDeepTerm } from '@strata/domain';
import { candidateKey, compareTerms, iouOf } from '../candidate.ts';
import { type BeamFormula, RangeRows, repeats } from '../range-rows.ts';
import type { SearchOptions, SearchProblem, SearchResult } from '../search-problem.ts';
import type { HeuristicStrategy } from '../strategy.ts';
import { TopCandidates } from '../top-candidates.ts';
import { type EstimateOptions, estimateExtensions, rangeSamples } from './estimates.ts';
import { areasOnly, coordinateFree, EXTENSIONS, minMaxExtension } from './heuristics.ts';
import type { RangeActivations } from './piece-hits.ts';
import type { SampleSpace } from './sample-space.ts';

/** A range's problem with its activations; samples are only looked at by strategies that estimate. */
export interface HeuristicProblem extends SearchProblem {
  readonly samples: SampleSpace | null;
  readonly activations: RangeActivations | null;
}

/** How each strategy estimates; `none` doesn't, so that every candidate is visited. */
const ESTIMATES: Readonly<Record<HeuristicStrategy, EstimateOptions | null>> = {
  mmesh: { heuristic: minMaxExtension, scenes: true },
  cfh: { heuristic: coordinateFree, scenes: true },
  areas: { heuristic: areasOnly, scenes: false },
  none: null,
};

/**
 * The beam search with candidates visited by falling estimates of their IoU, until no estimate can enter the beam. As no
 * estimate is below the true IoU, it finds the beam search's formula. `visited` counts as the paper does: the formulas of
 * two and more concepts whose IoU was computed. The published code visits slightly others: it rounds estimates to four
 * decimals, which cuts off or lets in those within 5e-5 of the beam's last; it also visits c AND NOT c, and formulas of
 * an earlier step again.
 * Source: Clustered Compositional Explanations, §3.3; the strategies compared in its appendix.
 */
export function searchHeuristic(
  problem: HeuristicProblem,
  { strategy, length = 3, beam = 5 }: Omit<SearchOptions, 'grammar'> & { readonly strategy: HeuristicStrategy },
): SearchResult | null {
  const { conceptCount } = problem.space.tables;
  if (problem.bitmapPixels === 0 || conceptCount === 0) return null;
  const rows = new RangeRows(problem);
  const estimate = estimator(problem, ESTIMATES[strategy]);
  const same = { grammar: 'paper', tables: problem.space.tables } as const;
  let top = new TopCandidates<BeamFormula>(length === 1 ? 1 : 2 * beam, same);
  for (const single of singlesOf(rows)) top.add(single);
  let visited = 0;
  for (let step = 2; step <= length; step += 1) {
    const next = new TopCandidates<BeamFormula>(step === length ? 1 : beam, same);
    for (const formula of top.kept) next.add(formula);
    const starts = top.kept.filter(({ terms }) => terms.length === step - 1);
    for (const candidate of byEstimate(candidatesOf({ starts, estimates: estimate(starts), conceptCount }))) {
      if (candidate.estimate < next.iouToReach) break;
      visited += 1;
      const scored = score(rows, candidate);
      if (!repeats(rows, scored) && next.enters(scored, candidate.start.terms, candidate.term)) next.add(scored);
    }
    top = next;
  }
  const [winner] = top.kept;
  if (!winner) throw new Error('A beam search without concepts.');
  const { terms, intersection, formulaPixels, union } = winner;
  return { terms, intersection, formulaPixels, union, length: terms.length, iou: iouOf(winner), visited, bound: null };
}

/** An extension of a formula in the beam. */
interface Extended {
  readonly start: BeamFormula;
  readonly term: LeftDeepTerm;
  /** At least its IoU. */
  readonly estimate: number;
}

/** (formula, extension, concept) estimates for the formulas of a step; null where there are none. */
type Estimator = (starts: readonly BeamFormula[]) => readonly (readonly Float64Array[])[] | null;

function estimator({ samples, activations }: HeuristicProblem, options: EstimateOptions | null): Estimator {
  if (!options) return () => null;
  if (!samples || !activations) throw new Error('Estimates need the samples and the activations.');
  const pieceHits = samples.countPieces(activations);
  const range = rangeSamples(samples, pieceHits);
  return (starts) => {
    const formulas = starts.map(({ terms }) => terms);
    return samples.extentsOf(formulas).map((columns, i) => {
      const formula = { columns, hits: samples.hitsOf(formulas[i] ?? [], pieceHits) };
      return estimateExtensions(range, formula, options);
    });
  };
}

interface Step {
  readonly starts: readonly BeamFormula[];
  readonly estimates: ReturnType<Estimator>;
  readonly conceptCount: number;
}

/**
 * Every extension by a concept that the formula doesn't hold. Of formulas that differ only in the order of a leading chain
 * the writing that comes first stays, with the lowest estimate: none is below the IoU.
 */
function candidatesOf({ starts, estimates, conceptCount }: Step): Extended[] {
  const chains = new Map<string, Extended>();
  const others: Extended[] = [];
  starts.forEach((start, place) => {
    const used = new Set(start.terms.map(({ concept }) => concept));
    EXTENSIONS.forEach((operator, extension) => {
      const chained = operator !== 'AND NOT' && start.terms.slice(1).every((term) => term.operator === operator);
      for (let concept = 0; concept < conceptCount; concept += 1) {
        if (used.has(concept)) continue;
        const estimate = estimates ? (estimates[place]?.[extension]?.[concept] as number) : Number.POSITIVE_INFINITY;
        const candidate = { start, term: { operator, concept }, estimate };
        if (chained) keepFirstWriting(chains, candidate);
        else others.push(candidate);
      }
    });
  });
  return [...chains.values(), ...others];
}

function keepFirstWriting(chains: Map<string, Extended>, candidate: Extended): void {
  const terms = [...candidate.start.terms, candidate.term];
  const key = candidateKey({ terms });
  const other = chains.get(key);
  const estimate = Math.min(candidate.estimate, other?.estimate ?? Number.POSITIVE_INFINITY);
  const first = !other || compareTerms(terms, [...other.start.terms, other.term]) < 0 ? candidate : other;
  chains.set(key, { ...first, estimate });
}

/** By falling estimates; equal ones stay as they were made, so that the order is the same everywhere. */
function byEstimate(candidates: Extended[]): Extended[] {
  // The difference of two infinite estimates would be no number.
  return candidates.sort((a, b) => (a.estimate === b.estimate ? 0 : b.estimate - a.estimate));
}

/** The candidate's exact counts. */
function score(rows: RangeRows, { start, term }: Extended): BeamFormula {
  const both = rows.of(start);
  const [h, a] = [both.hits[term.concept] as number, both.areas[term.concept] as number];
  let [intersection, formulaPixels] = [h, a];
  if (term.operator === 'OR') {
    intersection = start.intersection + (rows.singles.hits[term.concept] as number) - h;
    formulaPixels = start.formulaPixels + (rows.singles.areas[term.concept] as number) - a;
  } else if (term.operator === 'AND NOT') {
    intersection = start.intersection - h;
    formulaPixels = start.formulaPixels - a;
  }
  const union = rows.bitmapPixels + formulaPixels - intersection;
  return { terms: [...start.terms, term], intersection, formulaPixels, union, start };
}

function singlesOf({ singles: { hits, areas }, bitmapPixels }: RangeRows): BeamFormula[] {
  return Array.from(hits, (intersection, concept): BeamFormula => {
    const formulaPixels = areas[concept] as number;
    const union = bitmapPixels + formulaPixels - intersection;
    return { terms: [{ operator: null, concept }], intersection, formulaPixels, union, start: null };
  });
}
