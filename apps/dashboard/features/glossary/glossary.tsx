import type { Words } from '../../i18n/words';
import type { TermName } from './terms';

/** The page's words with their meaning, for reading without hovering. */
export function Glossary({ terms, words: { t } }: { terms: readonly TermName[]; words: Words }) {
  return (
    <details className="glossary">
      <summary className="text-button">{t('glossary.title')}</summary>
      <dl>
        {terms.map((name) => (
          <div key={name} className="contents">
            <dt>{t(`glossary.${name}.name`)}</dt>
            <dd>{t(`glossary.${name}.meaning`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
