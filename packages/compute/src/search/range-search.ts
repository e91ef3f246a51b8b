import { StrataError } from '@strata/domain';
import type { ProbeConcept } from '@strata/probe';
import { searchBeam } from './beam.ts';
import type { ConceptTables } from './concept-tables.ts';
import type { Grammar } from './grammar.ts';
import type { RangeActivations } from './heuristics/piece-hits.ts';
import { SampleSpace, type SampleSpaceParts } from './heuristics/sample-space.ts';
import type { SampleMaps } from './heuristics/sample-tables.ts';
import { searchHeuristic } from './heuristics/search-heuristic.ts';
import { searchOptimal } from './optimal/search-optimal.ts';
import { restrictTables } from './restrict-tables.ts';
import type { SearchProblem, SearchResult } from './search-problem.ts';
import { SearchSpace } from './search-space.ts';
import { type ConceptRestriction, searchableConcepts } from './searchable-concepts.ts';
import { isHeuristic, needsSamples, OPTIMAL_LENGTH_MAX, type SearchStrategy } from './strategy.ts';

/** What a run's configuration says about the search. */
export interface RangeSearchConfig extends ConceptRestriction {
  readonly search: SearchStrategy;
  readonly length: number;
  readonly beam: number;
  readonly grammar: Grammar;
  readonly searchBudgetMs: number | null;
}

export interface RangeSearchParts {
  readonly tables: ConceptTables;
  readonly concepts: readonly ProbeConcept[];
  readonly config: RangeSearchConfig;
  /** Milliseconds of a clock, for the budget. */
  readonly now: () => number;
  /** The cell maps, and the shape of one activation map, for strategies that look at samples. Default null. */
  readonly samples?: (SampleMaps & Pick<SampleSpaceParts, 'mapShape' | 'upsampling'>) | null;
}

/** A range's counts, and its activations for strategies that look at samples. */
export interface RangeQuestion extends Omit<SearchProblem, 'space'> {
  /** Default null. */
  readonly activations?: RangeActivations | null;
}

/** Finds a range's formula; its terms name concepts by their position in the dataset. Null for an empty range. */
export type RangeSearch = (range: RangeQuestion) => SearchResult | null;

/**
 * The search that a configuration asks for, over the concepts that it leaves.
 * @throws StrataError BAD_CONFIG as `checkSearch` does.
 */
export function rangeSearch({ tables, concepts, config, now, samples = null }: RangeSearchParts): RangeSearch {
  checkSearch({ tables, concepts, config });
  const positions = searchableConcepts(tables, concepts, config);
  const space = new SearchSpace(restrictTables(tables, positions));
  const { search: strategy, length, beam, grammar, searchBudgetMs: budgetMs } = config;
  // Made when the first range is searched: a thread without work needs none.
  let known: SampleSpace | null = null;
  const sampleSpace = (): SampleSpace | null => {
    if (!samples || !needsSamples(strategy)) return null;
    known ??= new SampleSpace({ ...samples, space, rectangles: strategy === 'mmesh' });
    return known;
  };
  const search = ({ activations = null, ...range }: RangeQuestion): SearchResult | null => {
    const problem = { ...range, space };
    if (strategy === 'optimal') return searchOptimal(problem, { length, beam, grammar, budgetMs, now });
    if (!isHeuristic(strategy)) return searchBeam(problem, { length, beam, grammar });
    return searchHeuristic({ ...problem, activations, samples: sampleSpace() }, { strategy, length, beam });
  };
  return (range) => {
    const answer = search(range);
    if (!answer) return null;
    return {
      ...answer,
      terms: answer.terms.map((term) => ({ ...term, concept: positions[term.concept] as number })),
    };
  };
}

/**
 * @throws StrataError BAD_CONFIG for a length or grammar that the strategy can't search, a category that doesn't exist, or when no
 * concept is left.
 */
export function checkSearch({ tables, concepts, config }: Omit<RangeSearchParts, 'now'>): void {
  if (config.search === 'optimal' && config.length > OPTIMAL_LENGTH_MAX) {
    throw new StrataError(
      'BAD_CONFIG',
      `The optimal search proves formulas of up to ${OPTIMAL_LENGTH_MAX} concepts; the length asked for is ${config.length}. Take a shorter length or the beam search.`,
      { context: { length: config.length } },
    );
  }
  if (isHeuristic(config.search) && config.grammar !== 'paper') {
    throw new StrataError(
      'BAD_CONFIG',
      `The search "${config.search}" orders formulas of the paper's grammar only; the grammar asked for is ${config.grammar}. Take --grammar paper, or --search beam or optimal.`,
      { context: { search: config.search, grammar: config.grammar } },
    );
  }
  if (config.searchBudgetMs !== null && config.search !== 'optimal') {
    throw new StrataError(
      'BAD_CONFIG',
      `A search budget goes with the optimal search; the search asked for is ${config.search}. Leave the budget out.`,
      { context: { search: config.search, searchBudgetMs: config.searchBudgetMs } },
    );
  }
  searchableConcepts(tables, concepts, config);
}
