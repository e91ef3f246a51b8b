import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { comparePath } from '../compare/compare-address';
import { compareSentence } from '../compare/compare-sentence';
import type { VersionPageData } from './read-version-page';

/** What changed since the version in production; how to name that one where none is named. */
export function VersionChange({ page, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t } = words;
  const { model, version, comparison } = page;
  const production = model.taggedVersion?.label;
  return (
    <section className="panel report-part" aria-labelledby="change">
      <h2 id="change">{t('version.change.title')}</h2>
      {production === undefined && <p>{t('version.change.noProduction')}</p>}
      {production === version.label && <p>{t('version.change.isProduction')}</p>}
      {comparison && (
        <p>
          {compareSentence(comparison, words)}{' '}
          <TextLink
            href={`${comparePath(model.name)}?${new URLSearchParams({ a: production ?? '', b: version.label })}`}
          >
            {t('compare.title')}
          </TextLink>
        </p>
      )}
    </section>
  );
}
