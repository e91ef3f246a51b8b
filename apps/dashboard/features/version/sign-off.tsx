import type { Words } from '../../i18n/words';
import type { VersionPageData } from './read-version-page';

/** What people noted, and who signs. */
export function SignOff({ page: { version }, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t, dateTime } = words;
  const notes = version.notes.nodes;
  return (
    <section className="panel report-part" aria-labelledby="sign">
      <h2 id="sign">{t('version.sign.title')}</h2>
      {notes.length > 0 && (
        <ul className="report-history">
          {notes.map(({ text, actor, writtenAt }) => (
            <li key={`${writtenAt}${text}`}>
              {text}{' '}
              <span className="text-small text-quiet">{t('version.sign.by', { actor, at: dateTime(writtenAt) })}</span>
            </li>
          ))}
        </ul>
      )}
      <dl className="report-signature">
        {(['owner', 'date', 'signature'] as const).map((line) => (
          <div key={line}>
            <dt>{t(`version.sign.${line}`)}</dt>
            <dd />
          </div>
        ))}
      </dl>
    </section>
  );
}
