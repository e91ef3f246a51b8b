import { Suspense } from 'react';
import { soon } from '../../data/soon';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import type { Facet } from './facet';
import { FacetList } from './facet-list';
import { countFacets, leadsOn } from './facets';
import { type FindAddress, findPath } from './find-address';
import type { FindPageData } from './read-find-page';

/** Counting that takes no longer is waited for: then the page needs no script to show it. */
const WAIT_MS = 300;

interface FindFacetsProps {
  readonly page: FindPageData;
  /** Nothing is found: facets that lead nowhere are left out, and counts are waited for. */
  readonly isEmpty: boolean;
  readonly address: FindAddress;
  readonly words: Words;
}

/** What can be narrowed by, counted; what takes long comes after the page, by script, or without one by a link that waits. */
export async function FindFacets({ page, isEmpty, address, words }: FindFacetsProps) {
  const { facets, search, scope } = page;
  const list = { address, words };
  const counting = countFacets(facets, { search, address: scope }).then((counted) =>
    isEmpty ? counted.filter(leadsOn) : counted,
  );
  const counted = isEmpty || address.counts ? await counting : await soon(counting, WAIT_MS);
  if (counted) return <FacetList facets={counted} {...list} />;
  return (
    <div>
      <Suspense fallback={<FacetList facets={facets} isCounting {...list} />}>
        <CountedFacets counting={counting} {...list} />
      </Suspense>
      <noscript>
        <TextLink className="text-button" href={findPath(address, { counts: true })}>
          {words.t('score.showCounts')}
        </TextLink>
      </noscript>
    </div>
  );
}

interface CountedFacetsProps extends Pick<FindFacetsProps, 'address' | 'words'> {
  readonly counting: Promise<readonly Facet[]>;
}

async function CountedFacets({ counting, ...list }: CountedFacetsProps) {
  return <FacetList facets={await counting} {...list} />;
}
