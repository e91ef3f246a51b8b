import type { Words } from '../i18n/words';
import { ChartSvg } from './chart-svg';
import { ClassPatterns } from './class-patterns';
import type { ShareHref } from './share-stack';
import { SpecializationReadout } from './specialization-readout';
import { SpecializationRow } from './specialization-row';
import { AccuracyRow, VersionAxis } from './trend-axes';
import { rangesFromTop, type TrendSeries } from './trend-data';
import { layOutTrend, MARKS_APART, type TrendMeasures, WIDE_SHARES } from './trend-layout';

interface SpecializationChartProps {
  /** Unique on the page: names the chart's patterns. */
  readonly id: string;
  readonly series: TrendSeries;
  readonly words: Words;
  /** Ids of the elements that name the chart. */
  readonly labelledBy: string;
  /** Without it parts of bars are no links. */
  readonly shareHref?: ShareHref;
  /** Default: for a desktop. */
  readonly measures?: TrendMeasures;
}

/** How specialized every range is, version by version: one stacked bar each, the strongest range on top, one common x. */
export function SpecializationChart({
  id,
  series,
  words,
  labelledBy,
  shareHref,
  measures = WIDE_SHARES,
}: SpecializationChartProps) {
  const layout = layOutTrend(series, measures);
  const { versions, clusterCount } = series;
  const hrefs = layout.step < MARKS_APART ? undefined : shareHref;
  return (
    <ChartSvg
      kind="specialization"
      width={layout.width}
      height={layout.height}
      labelledBy={labelledBy}
      hasLinks={hrefs !== undefined}
    >
      <ClassPatterns id={id} />
      {rangesFromTop(clusterCount).map((clusterIndex, row) => (
        <SpecializationRow
          key={clusterIndex}
          id={id}
          clusterIndex={clusterIndex}
          clusterCount={clusterCount}
          versions={versions}
          layout={layout}
          words={words}
          top={row * layout.rowHeight}
          {...(hrefs ? { shareHref: hrefs } : {})}
        />
      ))}
      {layout.hasAccuracy && <AccuracyRow versions={versions} layout={layout} words={words} />}
      <VersionAxis versions={versions} layout={layout} />
      <SpecializationReadout series={series} layout={layout} words={words} />
    </ChartSvg>
  );
}
