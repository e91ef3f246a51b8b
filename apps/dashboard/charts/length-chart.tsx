import type { Words } from '../i18n/words';
import { fitLabel, placeLabels } from './axis-ticks';
import { ChartSvg } from './chart-svg';
import { onRangeColor, rangeColor } from './range-color';
import { pointOf, rangesFromTop, type TrendPoint, type TrendSeries } from './trend-data';

const ROW = 24;
const CORE = 34;
const AXIS = 26;

interface LengthChartProps {
  readonly series: TrendSeries;
  readonly words: Words;
  readonly labelledBy: string;
  /** Default 548 pixels. */
  readonly width?: number;
}

/** How many formulas have one, two, three … concepts, as one bar a range and version; darker is longer. */
export function LengthChart({ series, words, labelledBy, width = 548 }: LengthChartProps) {
  const { clusterCount, versions } = series;
  const lengths = lengthsOf(series);
  const column = (width - CORE - 12) / versions.length;
  const bottom = clusterCount * ROW;
  const labels = placeLabels(versions.length, { step: column, least: 74 });
  return (
    <ChartSvg kind="length" width={width} height={bottom + AXIS} labelledBy={labelledBy}>
      {rangesFromTop(clusterCount).map((clusterIndex, row) => (
        <g key={clusterIndex} transform={`translate(0 ${row * ROW})`}>
          <rect width={CORE} height={ROW} fill={rangeColor(clusterIndex, clusterCount)} className="chart-core" />
          <text
            className="chart-core-name"
            x={CORE / 2}
            y={ROW / 2 + 5}
            textAnchor="middle"
            style={{ fill: onRangeColor(clusterIndex, clusterCount) }}
          >
            {clusterIndex}
          </text>
          {versions.map((version, index) => {
            const point = pointOf(version, clusterIndex);
            const gap = Math.min(10, column * 0.16);
            return point ? (
              <LengthBar
                key={version.label}
                point={point}
                lengths={lengths}
                left={CORE + 12 + index * column}
                width={column - gap}
                words={words}
              />
            ) : null;
          })}
        </g>
      ))}
      {versions.map(({ label }, index) =>
        labels.isShown(index) ? (
          <text key={label} className="chart-label" x={CORE + 12 + index * column} y={bottom + 18}>
            {fitLabel(label, labels.room)}
          </text>
        ) : null,
      )}
    </ChartSvg>
  );
}

/** Every formula length that occurs, ascending. */
export function lengthsOf({ versions }: TrendSeries): number[] {
  const found = versions.flatMap(({ points }) =>
    points.flatMap((point) => point.lengthShares.map(({ length }) => length)),
  );
  return [...new Set(found)].sort((a, b) => a - b);
}

/** How strongly a length is inked, 0–1. */
export function lengthTone(length: number, lengths: readonly number[]): number {
  return lengths.length === 1 ? 0.3 : 0.1 + (0.35 * lengths.indexOf(length)) / (lengths.length - 1);
}

interface LengthBarProps {
  readonly point: TrendPoint;
  readonly lengths: readonly number[];
  readonly left: number;
  readonly width: number;
  readonly words: Words;
}

function LengthBar({ point, lengths, left, width, words }: LengthBarProps) {
  const shares = point.lengthShares.toSorted((a, b) => a.length - b.length);
  let at = left;
  return shares.map(({ length, n }) => {
    const size = (width * n) / point.n;
    const x = at;
    at += size;
    const share = n / point.n;
    return (
      <g key={length}>
        <rect
          className="chart-length"
          x={round(x)}
          y={4}
          width={round(size)}
          height={ROW - 8}
          style={{ fillOpacity: lengthTone(length, lengths) }}
        >
          <title>{words.t('chart.lengthShare', { length, n: words.count(n), share: words.percent(share) })}</title>
        </rect>
      </g>
    );
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
