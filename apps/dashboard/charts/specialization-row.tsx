import type { Words } from '../i18n/words';
import { rangeColor } from './range-color';
import { RangeCore } from './range-core';
import { ShareBars } from './share-bars';
import { ShareLinks } from './share-links';
import { ShareRibbon } from './share-ribbon';
import { type ShareHref, shareStacks } from './share-stack';
import type { TrendVersion } from './trend-data';
import { LINE_FROM, MARKS_APART, type TrendLayout } from './trend-layout';
import { UntrainedArea, UntrainedBand } from './untrained-band';

interface SpecializationRowProps {
  readonly id: string;
  readonly clusterIndex: number;
  readonly clusterCount: number;
  readonly top: number;
  readonly versions: readonly TrendVersion[];
  readonly layout: TrendLayout;
  readonly words: Words;
  readonly shareHref?: ShareHref;
}

/** One range: a bar for every version that has been measured against the baseline, and the interval from bar to bar. */
export function SpecializationRow({
  id,
  clusterIndex,
  clusterCount,
  top,
  versions,
  layout,
  words,
  shareHref,
}: SpecializationRowProps) {
  const { plotLeft, plotRight, rowHeight, ticks, y } = layout;
  // Bars without room between them hide what lies behind.
  const thin = layout.step < MARKS_APART;
  const isLine = versions.length >= LINE_FROM;
  const stacks = shareStacks(versions, { clusterIndex, layout });
  return (
    <g transform={`translate(0 ${top})`} className={isLine ? 'row-line' : thin ? 'row-thin' : undefined}>
      <RangeCore clusterIndex={clusterIndex} clusterCount={clusterCount} layout={layout} words={words} />
      <rect
        x={plotLeft}
        width={plotRight - plotLeft}
        height={rowHeight}
        fill={rangeColor(clusterIndex, clusterCount)}
        opacity={0.09}
      />
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={plotLeft} x2={plotRight} y1={y(tick)} y2={y(tick)} />
          <text className="chart-tick" x={plotLeft - 8} y={y(tick) + 4} textAnchor="end">
            {words.percent(tick)}
          </text>
        </g>
      ))}
      {isLine ? (
        <>
          <UntrainedArea clusterIndex={clusterIndex} versions={versions} layout={layout} />
          <ShareRibbon clusterIndex={clusterIndex} versions={versions} layout={layout} />
        </>
      ) : (
        <>
          {thin || <ShareRibbon clusterIndex={clusterIndex} versions={versions} layout={layout} />}
          <ShareBars id={id} clusterIndex={clusterIndex} stacks={stacks} layout={layout} />
          {thin && <ShareRibbon clusterIndex={clusterIndex} versions={versions} layout={layout} />}
          <UntrainedBand clusterIndex={clusterIndex} versions={versions} layout={layout} />
        </>
      )}
      {shareHref && (
        <ShareLinks clusterIndex={clusterIndex} stacks={stacks} layout={layout} words={words} shareHref={shareHref} />
      )}
      <line className="chart-seam" x1={0} x2={layout.width} y1={rowHeight} y2={rowHeight} />
    </g>
  );
}
