import type { PageLinksFragment } from '../gql/graphql';
import type { Words } from '../i18n/words';
import { TextLink } from './text-link';

interface PageLinksProps {
  readonly pageInfo: PageLinksFragment;
  /** The address of the page behind or before a cursor. */
  readonly href: (place: { readonly after: string } | { readonly before: string }) => string;
  readonly words: Words;
}

/** Keyset paging: on and back from where the reader is, however many rows there are. */
export function PageLinks({ pageInfo, href, words: { t } }: PageLinksProps) {
  const { hasNextPage, hasPreviousPage, startCursor, endCursor } = pageInfo;
  if (!hasNextPage && !hasPreviousPage) return null;
  return (
    <nav className="pager" aria-label={t('paging.label')}>
      {hasPreviousPage && startCursor ? (
        <TextLink className="button" rel="prev" href={href({ before: startCursor })}>
          ← {t('paging.previous')}
        </TextLink>
      ) : (
        <span />
      )}
      {hasNextPage && endCursor && (
        <TextLink className="button" rel="next" href={href({ after: endCursor })}>
          {t('paging.next')} →
        </TextLink>
      )}
    </nav>
  );
}
