/** The longest formulas that are searched with a proof. */
export const OPTIMAL_LENGTH_MAX = 4;

/** The longest that are unless something else is asked for: a proof for four concepts takes a hundred times as long. */
const OPTIMAL_LENGTH_DEFAULT = 3;

/**
 * How the search visits candidates. `beam`: exact beam search. `optimal`: the best of all formulas of up to four
 * concepts, with its proof. The others find the beam's formula by visiting candidates in the order of estimates, as the
 * paper compares them: `mmesh` from sizes, hits and coordinates in each sample, `cfh` without coordinates, `areas` from
 * sizes alone, `none` without estimates.
 */
export const SEARCH_STRATEGIES = ['beam', 'optimal', 'mmesh', 'cfh', 'areas', 'none'] as const;
export type SearchStrategy = (typeof SEARCH_STRATEGIES)[number];

export type HeuristicStrategy = Exclude<SearchStrategy, 'beam' | 'optimal'>;

/** Whether the strategy looks at candidates in the order of estimates. */
export function isHeuristic(strategy: SearchStrategy): strategy is HeuristicStrategy {
  return strategy !== 'beam' && strategy !== 'optimal';
}

/** Whether the strategy needs to know where concepts lie in each sample. */
export function needsSamples(strategy: SearchStrategy): boolean {
  return strategy === 'mmesh' || strategy === 'cfh' || strategy === 'areas';
}

/** The strategy where none is asked for: `optimal` for up to three concepts, else `beam`. */
export function defaultSearch(length: number): SearchStrategy {
  return length <= OPTIMAL_LENGTH_DEFAULT ? 'optimal' : 'beam';
}
