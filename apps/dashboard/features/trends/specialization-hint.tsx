import type { TrendSeries } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { isMeasured, measuredVersions } from './specialization-sentence';

/** What is missing before anything can be concluded of specialization; nothing when nothing is. */
export function SpecializationHint({ series, words }: { series: TrendSeries; words: Words }) {
  const line = hint(series, words);
  return line && <p className="hint-line">{line}</p>;
}

function hint(series: TrendSeries, { t, count }: Words) {
  const code = (chunks: React.ReactNode) => <code className="code">{chunks}</code>;
  const newest = measuredVersions(series).at(-1);
  if (newest)
    return newest.excess && newest.excess.missingSeeds > 0
      ? t.rich('trends.specialization.fewBaselines', {
          code,
          seeds: newest.excess.seeds,
          missing: count(newest.excess.missingSeeds),
        })
      : null;
  return isMeasured(series)
    ? t('trends.specialization.onlyBaseline')
    : t.rich('trends.specialization.noBaseline', { code });
}
