/**
 * How the search visits candidates. `beam`: exact beam search. `optimal`: the best of all formulas of up to three
 * concepts, with its proof.
 */
export const SEARCH_STRATEGIES = ['beam', 'optimal'] as const;
export type SearchStrategy = (typeof SEARCH_STRATEGIES)[number];
