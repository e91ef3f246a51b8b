import { LinePath } from '@visx/shape';
import type { Words } from '../i18n/words';
import { fitLabel } from './axis-ticks';
import { ChartSvg } from './chart-svg';
import { pointOf, rangesFromTop, type TrendSeries, type TrendVersion } from './trend-data';
import { layOutTrend, type TrendLayout, type TrendMeasures, WIDE } from './trend-layout';
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
  return (
    <ChartSvg
      kind="trend"
      width={layout.width}
      height={layout.height}
      labelledBy={labelledBy}
      hasLinks={pointHref !== undefined}
    >
      {rangesFromTop(clusterCount).map((clusterIndex, row) => (
        <TrendRow
          key={clusterIndex}
          {...{ clusterIndex, clusterCount, layout, words }}
          top={row * layout.rowHeight}
          points={versions.flatMap((version, index) => {
            const point = pointOf(version, clusterIndex);
            return point ? [{ index, point }] : [];
          })}
        />
      ))}
      {layout.hasAccuracy && <AccuracyRow {...{ versions, layout, words }} />}
      <VersionAxis {...{ versions, layout }} />
      <TrendReadout {...{ series, layout, words }} />
      {pointHref && <PointLinks {...{ series, layout, words, pointHref }} />}
    </ChartSvg>
  );
}

function AccuracyRow({
  versions,
  layout,
  words,
}: {
  versions: readonly TrendVersion[];
  layout: TrendLayout;
  words: Words;
}) {
  const { plotLeft, plotRight, accuracy: y, x } = layout;
  const known = versions.flatMap(({ accuracy }, index) => (accuracy === null ? [] : [{ index, accuracy }]));
  const wide = layout.coreWidth > 60;
  return (
    <g transform={`translate(0 ${layout.accuracyTop})`}>
      <text className="chart-name" x={wide ? 14 : 0} y={wide ? 34 : -4}>
        {words.t('chart.accuracy')}
      </text>
      {[0, 0.5, 1].map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={plotLeft} x2={plotRight} y1={y(tick)} y2={y(tick)} />
          <text className="chart-tick" x={plotLeft - 8} y={y(tick) + 4} textAnchor="end">
            {tick === 0.5 ? '' : words.percent(tick)}
          </text>
        </g>
      ))}
      <LinePath data={known} x={(d) => x(d.index)} y={(d) => y(d.accuracy)} className="chart-accuracy" />
      {known.map(({ index, accuracy }) => (
        <circle key={index} className="chart-accuracy-dot" cx={x(index)} cy={y(accuracy)} r={3} />
      ))}
    </g>
  );
}

function VersionAxis({ versions, layout }: { versions: readonly TrendVersion[]; layout: TrendLayout }) {
  const { x, axisTop, labels } = layout;
  return (
    <g>
      {versions.map(({ label }, index) => (
        <g key={label} data-version={index}>
          <line className="chart-mark" x1={x(index)} x2={x(index)} y1={axisTop} y2={axisTop + 5} />
          <line className="chart-reading" x1={x(index)} x2={x(index)} y1={0} y2={axisTop} />
          {labels.isShown(index) && (
            <text className="chart-label" x={x(index)} y={axisTop + 21} textAnchor="middle">
              {fitLabel(label, labels.room)}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

function PointLinks({
  series: { clusterCount, versions },
  layout,
  words: { t, iou, lift, count },
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
        lift: lift(point.lift),
        n: count(point.n),
      };
      const label = t('chart.point', values);
      return (
        <a
          key={`${clusterIndex} ${version.label}`}
          href={pointHref(version, clusterIndex)}
          className="chart-point"
          aria-label={label}
          data-at={index}
        >
          <rect
            x={layout.x(index) - half}
            width={half * 2}
            y={row * layout.rowHeight + 1}
            height={layout.rowHeight - 2}
            rx={4}
          />
          <circle cx={layout.x(index)} cy={row * layout.rowHeight + layout.y(point.median)} r={7} />
          <title>{label}</title>
        </a>
      );
    }),
  );
}
