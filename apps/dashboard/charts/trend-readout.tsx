import type { Words } from '../i18n/words';
import { pointOf, rangesFromTop, type TrendSeries } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface Props {
  readonly series: TrendSeries;
  readonly layout: TrendLayout;
  readonly words: Words;
}

/** The numbers at the right: of the newest version, or of the one that the reading line stands on (all are there, one is shown). */
export function TrendReadout({ series: { versions, clusterCount }, layout, words }: Props) {
  const { iou, lift, percent, t } = words;
  const left = layout.plotRight + (layout.width > 600 ? 20 : 8);
  const wide = layout.width > 600;
  return versions.map((version, at) => (
    <g
      key={version.label}
      className="chart-readout"
      data-readout={at}
      data-newest={at === versions.length - 1 ? '' : undefined}
    >
      {rangesFromTop(clusterCount).map((clusterIndex, row) => {
        const point = pointOf(version, clusterIndex);
        const middle = row * layout.rowHeight + layout.rowHeight / 2;
        return (
          <g key={clusterIndex}>
            <text className="chart-value" x={left} y={middle - (wide ? 9 : 1)}>
              {point ? iou(point.median) : '–'}
            </text>
            {point && point.lift !== null && (
              <text className="chart-note" x={left} y={middle + (wide ? 8 : 17)}>
                {wide ? t('chart.timesChance', { lift: lift(point.lift) }) : `${lift(point.lift)}×`}
              </text>
            )}
            {wide && point && (
              <text className="chart-note" x={left} y={middle + 25}>
                {t('chart.meanBetween', { lower: iou(point.mean.lower), upper: iou(point.mean.upper) })}
              </text>
            )}
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
