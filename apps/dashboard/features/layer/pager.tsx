import type { PageLinksFragment } from '../../gql/graphql';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { filterQuery, type LayerFilters } from '../place/layer-filters';

interface PagerProps {
  readonly pageInfo: PageLinksFragment;
  readonly filters: LayerFilters;
  readonly here: string;
  readonly words: Words;
}

/** Keyset paging: on and back from where the reader is, however many rows there are. */
export function Pager({ pageInfo, filters, here, words: { t } }: PagerProps) {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  if (!hasNextPage && !hasPreviousPage) return null;
  return (
    <nav className="pager" aria-label={t('layer.pages')}>
      {hasPreviousPage && startCursor ? (
        <TextLink className="button" rel="prev" href={`${here}${filterQuery(filters, { before: startCursor })}`}>
          ← {t('layer.previousPage')}
        </TextLink>
      ) : (
        <span />
      )}
      {hasNextPage && endCursor && (
        <TextLink className="button" rel="next" href={`${here}${filterQuery(filters, { after: endCursor })}`}>
          {t('layer.nextPage')} →
        </TextLink>
      )}
    </nav>
  );
}
