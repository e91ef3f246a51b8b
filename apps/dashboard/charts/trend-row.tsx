import { LinePath } from '@visx/shape';
import type { Words } from '../i18n/words';
import { Dots } from './dots';
import { rangeColor } from './range-color';
import { RangeCore } from './range-core';
import { TrendBands } from './trend-bands';
import type { PlacedPoint } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface TrendRowProps {
  readonly clusterIndex: number;
  readonly clusterCount: number;
  readonly top: number;
  readonly points: readonly PlacedPoint[];
  readonly layout: TrendLayout;
  readonly words: Words;
}

/** One range of the trend: median with quartile band, the interval of the mean, chance dashed, and the newest numbers at the right. */
export function TrendRow({ clusterIndex, clusterCount, top, points, layout, words }: TrendRowProps) {
  const { plotLeft, plotRight, rowHeight, ticks, x, y } = layout;
  const color = rangeColor(clusterIndex, clusterCount);
  const data = [...points];
  return (
    <g transform={`translate(0 ${top})`}>
      <RangeCore clusterIndex={clusterIndex} clusterCount={clusterCount} layout={layout} words={words} />
      <rect x={plotLeft} width={plotRight - plotLeft} height={rowHeight} fill={color} opacity={0.09} />
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="chart-grid" x1={plotLeft} x2={plotRight} y1={y(tick)} y2={y(tick)} />
          <text className="chart-tick" x={plotLeft - 8} y={y(tick) + 4} textAnchor="end">
            {words.quantity(tick)}
          </text>
        </g>
      ))}
      <TrendBands points={points} color={color} layout={layout} />
      <LinePath<PlacedPoint> data={data} x={(d) => x(d.index)} y={(d) => y(d.point.chance)} className="chart-chance" />
      <LinePath<PlacedPoint> data={data} x={(d) => x(d.index)} y={(d) => y(d.point.median)} className="chart-median" />
      <Dots
        at={points.map(({ index, point }) => ({ x: x(index), y: y(point.median) }))}
        step={layout.step}
        color={color}
        className="dots-median"
      />
      <line className="chart-seam" x1={0} x2={layout.width} y1={rowHeight} y2={rowHeight} />
    </g>
  );
}
