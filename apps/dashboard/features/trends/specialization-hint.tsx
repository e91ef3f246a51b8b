import type { TrendSeries } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { isMeasured, measuredVersions } from './specialization-sentence';

/** What would show specialization, as long as no trained version is measured against a baseline; else nothing. */
export function SpecializationHint({ series, words: { t } }: { series: TrendSeries; words: Words }) {
  if (measuredVersions(series).length > 0) return null;
  return (
    <p className="hint-line">
      {isMeasured(series)
        ? t('trends.specialization.onlyBaseline')
        : t.rich('trends.specialization.noBaseline', { code: (chunks) => <code className="code">{chunks}</code> })}
    </p>
  );
}
