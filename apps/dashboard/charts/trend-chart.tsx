import type { Words } from '../i18n/words';
import { boxPath } from './box-path';
import { ChartSvg } from './chart-svg';
import { AccuracyRow, VersionAxis } from './trend-axes';
import { pointOf, rangesFromTop, type TrendSeries, type TrendVersion } from './trend-data';
import { layOutTrend, MARKS_APART, type TrendLayout, type TrendMeasures, WIDE } from './trend-layout';
import { TrendReadout } from './trend-readout';
import { TrendRow } from './trend-row';

export interface TrendChartProps {
  readonly series: TrendSeries;
  readonly words: Words;
  /** Id of the element that names the chart. */
  readonly labelledBy: string;
  /** Where the neurons behind a point are. Without it points are not links. */
  readonly pointHref?: (version: TrendVersion, clusterIndex: number) => string;
  /** Default: for a desktop. */
  readonly measures?: TrendMeasures;
}

/** Overlap of every range over the versions, as small multiples with the strongest range on top and one common x. */
export function TrendChart({ series, words, labelledBy, pointHref, measures = WIDE }: TrendChartProps) {
  const layout = layOutTrend(series, measures);
  const { versions, clusterCount } = series;
  const hrefs = layout.step < MARKS_APART ? undefined : pointHref;
  return (
    <ChartSvg
      kind="trend"
      width={layout.width}
      height={layout.height}
      labelledBy={labelledBy}
      hasLinks={hrefs !== undefined}
    >
      {rangesFromTop(clusterCount).map((clusterIndex, row) => (
        <TrendRow
          key={clusterIndex}
          clusterIndex={clusterIndex}
          clusterCount={clusterCount}
          layout={layout}
          words={words}
          top={row * layout.rowHeight}
          points={versions.flatMap((version, index) => {
            const point = pointOf(version, clusterIndex);
            return point ? [{ index, point }] : [];
          })}
        />
      ))}
      {layout.hasAccuracy && <AccuracyRow versions={versions} layout={layout} words={words} />}
      <VersionAxis versions={versions} layout={layout} />
      <TrendReadout series={series} layout={layout} words={words} />
      {hrefs && <PointLinks series={series} layout={layout} words={words} pointHref={hrefs} />}
    </ChartSvg>
  );
}

function PointLinks({
  series: { clusterCount, versions },
  layout,
  words: { t, iou, times, count },
  pointHref,
}: {
  series: TrendSeries;
  layout: TrendLayout;
  words: Words;
  pointHref: (version: TrendVersion, clusterIndex: number) => string;
}) {
  const half = Math.min(layout.step, 120) / 2;
  return rangesFromTop(clusterCount).flatMap((clusterIndex, row) =>
    versions.flatMap((version, index) => {
      const point = pointOf(version, clusterIndex);
      if (!point) return [];
      const values = {
        index: clusterIndex,
        version: version.label,
        iou: iou(point.median),
        chance: iou(point.chance),
        times: times(point.timesShuffled),
        n: count(point.n),
      };
      const corner = { x: layout.x(index) - half, y: row * layout.rowHeight + 1 };
      return (
        <a
          key={`${clusterIndex} ${version.label}`}
          href={pointHref(version, clusterIndex)}
          className="chart-point"
          aria-label={t('chart.point', values)}
        >
          <path d={boxPath({ ...corner, width: half * 2, height: layout.rowHeight - 2 })} />
        </a>
      );
    }),
  );
}
