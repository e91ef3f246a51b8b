import type { RunDescriptor } from '@strata/db';

/** How the small runs of the tests were searched. */
export const SMALL_CONFIG: RunDescriptor['config'] = {
  clusters: 2,
  bounds: 'contiguous',
  length: 3,
  beam: 5,
  search: 'beam',
  grammar: 'paper',
  searchBudgetMs: null,
  categories: null,
  minConceptShare: 0,
  offShare: 0.05,
};
