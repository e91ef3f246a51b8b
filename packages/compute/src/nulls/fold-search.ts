import type { LeftDeepTerm } from '@strata/domain';
import { searchBeam } from '../search/beam.ts';
import { type Candidate, compareIou, type Overlap } from '../search/candidate.ts';
import type { ConceptTables } from '../search/concept-tables.ts';
import { reachesIou } from '../search/optimal/reaches-iou.ts';
import { searchOptimal } from '../search/optimal/search-optimal.ts';
import type { RangeSearchConfig } from '../search/range-search.ts';
import { restrictTables } from '../search/restrict-tables.ts';
import { SearchSpace } from '../search/search-space.ts';
import type { RangeHits } from './cell-counts.ts';

/** A range's counts to be searched. */
export type RepeatedRange = RangeHits & { readonly hits: Uint32Array | Float64Array };

/** Searches a range again on other counts; terms name concepts by their position in the dataset. */
export type RepeatedSearch = (
  range: RepeatedRange,
  /** A formula whose counts on this range are known, to start from. Default none. */
  start?: Candidate | null,
) => Candidate | null;

/** The run's own search, on other counts. */
export interface Repeated {
  readonly search: RepeatedSearch;
  /**
   * Whether the search finds an IoU of at least the target's. `start` is a formula whose counts on this range are known;
   * there is a pixel in the range.
   */
  readonly reaches: (range: RepeatedRange, target: Overlap, start: Candidate) => boolean;
}

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
export function repeatedSearch(parts: RepeatedSearchParts): Repeated {
  const { tables, positions, config } = parts;
  const space = new SearchSpace(restrictTables(tables, positions));
  const { length, beam, grammar, search: strategy } = config;
  const { inward, outward } = renamers(parts);
  const search: RepeatedSearch = ({ hits, bitmapPixels }, start = null) => {
    const problem = { space, hits, bitmapPixels };
    const found =
      strategy === 'optimal'
        ? searchOptimal(problem, { length, beam, grammar, start: start && inward(start) })
        : searchBeam(problem, { length, beam, grammar });
    return found && outward(found);
  };
  return {
    search,
    reaches: (range, target, start) => {
      // The beam may miss a formula that it could start from.
      const proved =
        strategy === 'optimal' && (compareIou(start, target) <= 0 || reachesIou({ space, ...range }, target, config));
      if (strategy === 'optimal' && proved !== null) return proved;
      const best = search(range, start);
      return best !== null && compareIou(best, target) <= 0;
    },
  };
}

/** Names a formula's concepts by their place among those searched, and back. */
function renamers({ tables, positions }: RepeatedSearchParts) {
  if (positions.length === tables.conceptCount) return { inward: same, outward: same };
  const places = new Map(positions.map((position, place) => [position, place]));
  const renamed = (candidate: Candidate, name: (concept: number) => number): Candidate => {
    const terms = candidate.terms.map((term): LeftDeepTerm => ({ ...term, concept: name(term.concept) }));
    return { ...candidate, terms };
  };
  return {
    inward: (candidate: Candidate) => renamed(candidate, (position) => places.get(position) as number),
    outward: (candidate: Candidate) => renamed(candidate, (place) => positions[place] as number),
  };
}

function same(candidate: Candidate): Candidate {
  return candidate;
}
