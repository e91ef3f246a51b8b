import type { LeftDeepTerm } from '@strata/domain';
import { searchBeam } from '../search/beam.ts';
import type { Candidate } from '../search/candidate.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import { searchOptimal } from '../search/optimal/search-optimal.ts';
import type { RangeSearchConfig } from '../search/range-search.ts';
import { restrictTables } from '../search/restrict-tables.ts';
import { SearchSpace } from '../search/search-space.ts';
import type { RangeHits } from './cell-counts.ts';

/** Searches a range again on other counts; terms name concepts by their position in the dataset. */
export type RepeatedSearch = (
  range: RangeHits & { readonly hits: Uint32Array },
  /** A formula whose counts on this range are known, to start from. Default none. */
  start?: Candidate | null,
) => Candidate | null;

export interface RepeatedSearchParts {
  readonly tables: ConceptTables;
  /** Positions of the concepts that the run searches, ascending. */
  readonly positions: readonly number[];
  readonly config: RangeSearchConfig;
}

/**
 * The run's own search on other images or other labels, over the same concepts. The strategies with estimates find the
 * beam's formula, so that the beam stands in for them. A start is only where the optimal search begins: what it finds does not depend
 * on it.
 */
export function repeatedSearch({ tables, positions, config }: RepeatedSearchParts): RepeatedSearch {
  const space = new SearchSpace(restrictTables(tables, positions));
  const { length, beam, grammar, search } = config;
  const places = new Map(positions.map((position, place) => [position, place]));
  const same = positions.length === tables.conceptCount;
  const renamed = (candidate: Candidate, name: (concept: number) => number): Candidate => {
    if (same) return candidate;
    const terms = candidate.terms.map((term): LeftDeepTerm => ({ ...term, concept: name(term.concept) }));
    return { ...candidate, terms };
  };
  return ({ hits, bitmapPixels }, start = null) => {
    const problem = { space, hits, bitmapPixels };
    const from = start && renamed(start, (position) => places.get(position) as number);
    const answer =
      search === 'optimal'
        ? searchOptimal(problem, { length, beam, grammar, start: from })
        : searchBeam(problem, { length, beam, grammar });
    return answer && renamed(answer, (place) => positions[place] as number);
  };
}
