import type { Words } from '../../i18n/words';
import type { VersionPageData } from './read-version-page';

/** How the statements were made, what they don't say, and what they were made from. */
export function Limits({ page: { version }, words }: { readonly page: VersionPageData; readonly words: Words }) {
  const { t, count } = words;
  const none = version.layers.nodes.flatMap(({ run }) => run?.points ?? []);
  const counted = none.reduce((sum, { n }) => sum + n, 0);
  const nameless = none.reduce((sum, { grades }) => sum + (grades?.find(({ grade }) => grade === 'NONE')?.n ?? 0), 0);
  return (
    <section className="panel report-part" aria-labelledby="limits">
      <h2 id="limits">{t('version.limits.title')}</h2>
      {counted > 0 && <p>{t('version.limits.nameless', { nameless: count(nameless), all: count(counted) })}</p>}
      <p>{t('version.limits.method')}</p>
      <p>{t('version.limits.cause')}</p>
      <dl className="report-facts">
        <dt>{t('version.limits.content')}</dt>
        <dd className="report-hash">{version.contentSha256}</dd>
        {version.layers.nodes.map(({ name, run }) =>
          run ? (
            <div key={name}>
              <dt>{t('version.limits.run', { layer: name })}</dt>
              <dd className="report-hash">
                {run.configHash} · {run.codeVersion}
              </dd>
            </div>
          ) : null,
        )}
        <dt>{t('version.limits.trainingRun')}</dt>
        <dd>{version.trainingRun}</dd>
      </dl>
    </section>
  );
}
