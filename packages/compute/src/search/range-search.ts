import { StrataError } from '@strata/domain';
import type { ProbeConcept } from '@strata/probe';
import { searchBeam } from './beam.ts';
import type { ConceptTables } from './concept-tables.ts';
import type { Grammar } from './grammar.ts';
import { OPTIMAL_LENGTH_MAX, searchOptimal } from './optimal/search-optimal.ts';
import { restrictTables } from './restrict-tables.ts';
import type { SearchProblem, SearchResult } from './search-problem.ts';
import { SearchSpace } from './search-space.ts';
import { type ConceptRestriction, searchableConcepts } from './searchable-concepts.ts';
import type { SearchStrategy } from './strategy.ts';

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
}

/** Finds a range's formula; its terms name concepts by their position in the dataset. Null for an empty range. */
export type RangeSearch = (range: Omit<SearchProblem, 'space'>) => SearchResult | null;

/**
 * The search that a configuration asks for, over the concepts that it leaves.
 * @throws StrataError BAD_CONFIG as `checkSearch` does.
 */
export function rangeSearch({ tables, concepts, config, now }: RangeSearchParts): RangeSearch {
  checkSearch({ tables, concepts, config });
  const positions = searchableConcepts(tables, concepts, config);
  const space = new SearchSpace(restrictTables(tables, positions));
  const { length, beam, grammar, searchBudgetMs: budgetMs } = config;
  return (range) => {
    const problem = { ...range, space };
    const found =
      config.search === 'optimal'
        ? searchOptimal(problem, { length, beam, grammar, budgetMs, now })
        : searchBeam(problem, { length, beam, grammar });
    if (!found) return null;
    return {
      ...found,
      terms: found.terms.map((term) => ({ ...term, concept: positions[term.concept] as number })),
    };
  };
}

/**
 * @throws StrataError BAD_CONFIG for a length that the strategy can't search, a category that doesn't exist, or when no
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
  searchableConcepts(tables, concepts, config);
}
