import type { Words } from '../i18n/words';
import { AccuracyReadout } from './accuracy-readout';
import { ReadoutText } from './readout-text';
import { excessAt, type PointSpecialization, pointOf, rangesFromTop, type TrendSeries } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface SpecializationReadoutProps {
  readonly series: TrendSeries;
  readonly layout: TrendLayout;
  readonly words: Words;
}

/** With the number of untrained networks that the range is measured against; null with too few. */
type Share = PointSpecialization['specialized'] & { readonly n: number; readonly seeds: number | null };

/**
 * At the right, the specialized share of the newest version or of the one under the reading line, with interval and n;
 * where there is room for them the untrained networks, too, which the sentence above counts.
 */
export function SpecializationReadout({
  series: { versions, clusterCount },
  layout,
  words,
}: SpecializationReadoutProps) {
  const { percent, count, t } = words;
  const newest = versions.findLastIndex(({ points }) => points.some(({ specialization }) => specialization));
  const isWide = layout.width > 600;
  const at = { x: layout.plotRight + (isWide ? 20 : 8), newest };
  const between = ({ lower, upper }: Share) => t('chart.interval', { lower: percent(lower), upper: percent(upper) });
  return (
    <g className="chart-readout" data-newest={newest}>
      {rangesFromTop(clusterCount).map((clusterIndex, row) => {
        const middle = row * layout.rowHeight + layout.rowHeight / 2;
        const shares = versions.map((version): Share | null => {
          const point = pointOf(version, clusterIndex);
          const seeds = excessAt(version, clusterIndex) ? (version.excess?.seeds ?? null) : null;
          return point?.specialization ? { ...point.specialization.specialized, n: point.n, seeds } : null;
        });
        const say = (write: (share: Share) => string, missing = '') =>
          shares.map((share) => (share ? write(share) : missing));
        return (
          <g key={clusterIndex}>
            <ReadoutText
              {...at}
              className="chart-value"
              y={middle - 8}
              says={say(({ share }) => percent(share), '–')}
            />
            <ReadoutText {...at} className="chart-note" y={middle + 9} says={say(between)} />
            <ReadoutText
              {...at}
              className="chart-note"
              y={middle + 24}
              says={say(({ n, seeds }) =>
                seeds === null || !isWide
                  ? t('chart.sampleSize', { n: count(n) })
                  : t('chart.sampleSizeSeeds', { n: count(n), seeds: count(seeds) }),
              )}
            />
          </g>
        );
      })}
      <AccuracyReadout versions={versions} layout={layout} words={words} at={at} />
    </g>
  );
}
