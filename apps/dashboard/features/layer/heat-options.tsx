import { rangesFromTop } from '../../charts/trend-data';
import type { Words } from '../../i18n/words';
import { TextLink } from '../../ui/text-link';
import { METRICS, type Metric } from '../place/heat-metrics';

interface HeatOptionsProps {
  readonly metric: Metric;
  readonly by: number | null;
  readonly clusterCount: number;
  readonly hasClasses: boolean;
  readonly href: (change: { metric?: Metric; by?: number | null }) => string;
  readonly words: Words;
}

/** What the heat map shows and how it is sorted, as links: each choice is an address. */
export function HeatOptions({ metric, by, clusterCount, hasClasses, href, words: { t } }: HeatOptionsProps) {
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
        <TextLink href={href({ by: null })} scroll={false} aria-current={by === null ? 'true' : undefined}>
          {t('layer.heatByNumber')}
        </TextLink>
        {rangesFromTop(clusterCount).map((range) => (
          <TextLink
            key={range}
            href={href({ by: range })}
            scroll={false}
            aria-current={by === range ? 'true' : undefined}
            aria-label={t('range.name', { index: range })}
          >
            {range}
          </TextLink>
        ))}
      </nav>
    </>
  );
}
