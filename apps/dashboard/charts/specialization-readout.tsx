import type { Words } from '../i18n/words';
import { pointOf, rangesFromTop, type TrendSeries } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface SpecializationReadoutProps {
  readonly series: TrendSeries;
  readonly layout: TrendLayout;
  readonly words: Words;
}

/** At the right, the specialized share of the newest version or of the one under the reading line, with interval and n. */
export function SpecializationReadout({
  series: { versions, clusterCount },
  layout,
  words,
}: SpecializationReadoutProps) {
  const { percent, count, t } = words;
  const wide = layout.width > 600;
  const left = layout.plotRight + (wide ? 20 : 8);
  const newest = versions.findLastIndex(({ points }) => points.some(({ specialization }) => specialization));
  return versions.map((version, at) => (
    <g key={version.label} className="chart-readout" data-readout={at} data-newest={at === newest ? '' : undefined}>
      {rangesFromTop(clusterCount).map((clusterIndex, row) => {
        const point = pointOf(version, clusterIndex);
        const middle = row * layout.rowHeight + layout.rowHeight / 2;
        if (!point?.specialization)
          return (
            <text key={clusterIndex} className="chart-value" x={left} y={middle}>
              –
            </text>
          );
        const { share, lower, upper } = point.specialization.specialized;
        return (
          <g key={clusterIndex}>
            <text className="chart-value" x={left} y={middle - 8}>
              {percent(share)}
            </text>
            <text className="chart-note" x={left} y={middle + 9}>
              {t('chart.interval', { lower: percent(lower), upper: percent(upper) })}
            </text>
            <text className="chart-note" x={left} y={middle + 24}>
              {t('chart.sampleSize', { n: count(point.n) })}
            </text>
          </g>
        );
      })}
      {version.accuracy !== null && (
        <text className="chart-value" x={left} y={layout.accuracyTop + layout.accuracyHeight / 2 + 5}>
          {percent(version.accuracy)}
        </text>
      )}
    </g>
  ));
}
