import { fitName, placeLabels } from './axis-ticks';
import { boxPath } from './box-path';
import { ChartSvg } from './chart-svg';
import { onRangeColor, rangeColor } from './range-color';
import { pointOf, rangesFromTop, type TrendPoint, type TrendSeries } from './trend-data';

const ROW = 24;
const CORE = 34;
const AXIS = 26;

interface LengthChartProps {
  readonly series: TrendSeries;
  readonly labelledBy: string;
  /** Default 548 pixels. */
  readonly width?: number;
}

/** How many formulas have one, two, three … concepts, as one bar a range and version; darker is longer. */
export function LengthChart({ series, labelledBy, width = 548 }: LengthChartProps) {
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
          {lengths.map((length) => (
            <path
              key={length}
              className="chart-length"
              d={lengthPath(
                versions.map((version) => pointOf(version, clusterIndex)),
                { length, column },
              )}
              style={{ fillOpacity: lengthTone(length, lengths) }}
            />
          ))}
        </g>
      ))}
      {versions.map(({ label }, index) =>
        labels.isShown(index) ? (
          <text key={label} className="chart-label" x={CORE + 12 + index * column} y={bottom + 18}>
            {fitName(label, labels.room - 16)}
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

/** The parts of one length in the bars of a range, one bar a version; shorter formulas lie before longer ones. */
function lengthPath(
  points: readonly (TrendPoint | undefined)[],
  { length, column }: { length: number; column: number },
): string {
  const width = column - Math.min(10, column * 0.16);
  return points
    .map((point, index) => {
      const own = point?.lengthShares.find((share) => share.length === length);
      if (!point || !own) return '';
      const before = point.lengthShares.filter((share) => share.length < length).reduce((sum, { n }) => sum + n, 0);
      const x = CORE + 12 + index * column + (width * before) / point.n;
      return boxPath({ x, y: 4, width: (width * own.n) / point.n, height: ROW - 8 });
    })
    .join('');
}
