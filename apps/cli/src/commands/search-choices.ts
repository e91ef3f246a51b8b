import type { Grammar, SearchStrategy } from '@strata/compute';

/** The searches to choose from, without loading them to print a help text. */
export const SEARCHES = Object.keys({
  beam: true,
  optimal: true,
  mmesh: true,
  cfh: true,
  areas: true,
  none: true,
} satisfies Record<SearchStrategy, true>);

/** The grammars to choose from. */
export const GRAMMARS = Object.keys({ paper: true, full: true } satisfies Record<Grammar, true>);
