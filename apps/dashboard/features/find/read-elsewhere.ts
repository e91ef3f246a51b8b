import { ask } from '../../data/ask';
import type { FindAddress } from './find-address';
import { POLARITY_COUNTS } from './find-queries';
import { whereOf } from './find-where';
import type { SearchText } from './search-text';

/** Explanations that a search would show which differs in one thing; those that show none are left out. */
export interface Elsewhere {
  readonly polarities: readonly { readonly polarity: FindAddress['polarity']; readonly count: number }[];
  /** In all versions; 0 where those are asked about already. */
  readonly versions: number;
}

/** Counts what is found when the concept is used otherwise, or in any version. */
export async function readElsewhere(search: SearchText, scope: FindAddress): Promise<Elsewhere | null> {
  const of = (change: Partial<FindAddress>) => whereOf(search, { ...scope, ...change });
  const answer = await ask(POLARITY_COUNTS, {
    responds: of({ polarity: 'responds' }),
    excludes: of({ polarity: 'excludes' }),
    either: of({ version: null }),
  });
  if (answer.kind !== 'data') return null;
  const { responds, excludes, either: anyVersion } = answer.data;
  const others = [
    { polarity: 'responds', count: responds.n },
    { polarity: 'excludes', count: excludes.n },
  ] as const;
  return {
    polarities: others.filter(
      ({ polarity, count }) => search.kind === 'concept' && polarity !== scope.polarity && count > 0,
    ),
    versions: scope.version === null ? 0 : anyVersion.n,
  };
}
