import { rangesFromTop } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { METRICS, type Metric } from '../place/heat-metrics';

/** Other options of a heat map. */
export interface HeatChange {
  readonly metric?: Metric;
  readonly by?: number | null;
  readonly alike?: boolean;
}

interface HeatOptionsProps {
  readonly metric: Metric;
  readonly by: number | null;
  /** Whether alike neurons stand side by side; null where that is not known. */
  readonly alike: boolean | null;
  readonly clusterCount: number;
  readonly hasClasses: boolean;
  readonly href: (change: HeatChange) => string;
  readonly words: Words;
}

/** What the heat map shows and how it is sorted, as links: each choice is an address. */
export function HeatOptions({ metric, by, alike, clusterCount, hasClasses, href, words: { t } }: HeatOptionsProps) {
  return (
    <>
      <nav className="choices" aria-label={t('layer.heatShows')}>
        <span>{t('layer.heatShows')}</span>
        {METRICS.filter((one) => one !== 'class' || hasClasses).map((one) => (
          <TextLink
            key={one}
            href={href({ metric: one })}
            scroll={false}
            aria-current={one === metric ? 'true' : undefined}
          >
            {t(`layer.metric.${one}`)}
          </TextLink>
        ))}
      </nav>
      <nav className="choices" aria-label={t('layer.heatSorted')}>
        <span>{t('layer.heatSorted')}</span>
        <TextLink
          href={href({ by: null, alike: false })}
          scroll={false}
          aria-current={by === null && !alike ? 'true' : undefined}
        >
          {t('layer.heatByNumber')}
        </TextLink>
        {alike !== null && (
          <TextLink href={href({ by: null, alike: true })} scroll={false} aria-current={alike ? 'true' : undefined}>
            {t('layer.heatAlike')}
          </TextLink>
        )}
        {rangesFromTop(clusterCount).map((range) => (
          <TextLink
            key={range}
            href={href({ by: range, alike: false })}
            scroll={false}
            aria-current={by === range && !alike ? 'true' : undefined}
            aria-label={t('range.name', { index: range })}
          >
            {range}
          </TextLink>
        ))}
      </nav>
    </>
  );
}
