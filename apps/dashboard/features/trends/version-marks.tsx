import { isMarked, type TrendSeries } from '../../charts/trend-data';
import { versionPath } from '../../data/paths';
import type { Words } from '../../i18n/words';
import { shortened } from '../../ui/shortened';
import { TextLink } from '../../ui/text-link';

interface VersionMarksProps {
  readonly series: TrendSeries;
  readonly model: string;
  readonly words: Words;
}

/** What people put on versions, which charts mark by a line; nothing where nobody did. */
export function VersionMarks({ series, model, words: { t } }: VersionMarksProps) {
  const marked = series.versions.filter(isMarked);
  if (marked.length === 0) return null;
  return (
    <section className="version-marks" aria-label={t('trends.marks')}>
      <ul className="hint-line">
        {marked.map(({ label, tags = [], note = null }) => (
          <li key={label}>
            <TextLink href={versionPath(model, label)} title={label}>
              {shortened(label)}
            </TextLink>{' '}
            {tags.map((tag) => (
              <span key={tag} className="version-tag">
                {tag}
              </span>
            ))}
            {note}
          </li>
        ))}
      </ul>
    </section>
  );
}
