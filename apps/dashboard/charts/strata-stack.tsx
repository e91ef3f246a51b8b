import type { Words } from '../i18n/words';
import { niceScale } from './axis-ticks';
import { ChartSvg } from './chart-svg';
import { onRangeColor, rangeColor } from './range-color';

export interface Stratum {
  readonly clusterIndex: number;
  /** Median overlap now; null where nothing was explained. */
  readonly now: number | null;
  /** Median overlap in the version compared with. */
  readonly before: number | null;
  readonly times: number | null;
}

interface StrataStackProps {
  readonly strata: readonly Stratum[];
  readonly words: Words;
  readonly labelledBy: string;
  /** The overlap at the axis's end, the same for all pictures that are compared. Default: the next round one. */
  readonly max?: number;
  /** Default 520 pixels. */
  readonly width?: number;
}

const ROW = 34;
const CORE = 34;
const AXIS = 22;

/** A layer of the network as layers of rock: one bar a range, the strongest on top, a mark where the baseline was. */
export function StrataStack({ strata, words, labelledBy, max: given, width = 520 }: StrataStackProps) {
  const rows = strata.toSorted((a, b) => b.clusterIndex - a.clusterIndex);
  const max = given ?? niceScale(Math.max(...rows.flatMap(({ now, before }) => [now ?? 0, before ?? 0]))).max;
  const room = width - CORE - 118;
  const length = (value: number) => Math.round((value / max) * room * 10) / 10;
  return (
    <ChartSvg kind="strata" width={width} height={rows.length * ROW + AXIS} labelledBy={labelledBy}>
      {rows.map(({ clusterIndex, now, before, times }, row) => {
        const color = rangeColor(clusterIndex, rows.length);
        return (
          <g key={clusterIndex} transform={`translate(0 ${row * ROW})`}>
            <rect width={CORE} height={ROW} fill={color} className="chart-core" />
            <text
              className="chart-core-name"
              x={CORE / 2}
              y={ROW / 2 + 5}
              textAnchor="middle"
              style={{ fill: onRangeColor(clusterIndex, rows.length) }}
            >
              {clusterIndex}
            </text>
            <rect x={CORE} width={room} height={ROW} fill={color} opacity={0.1} />
            {now !== null && (
              <rect className="chart-stratum" x={CORE} y={5} width={length(now)} height={ROW - 10} fill={color} />
            )}
            {before !== null && (
              <line
                className="chart-before"
                x1={CORE + length(before)}
                x2={CORE + length(before)}
                y1={2}
                y2={ROW - 2}
              />
            )}
            <text className="chart-value" x={CORE + room + 12} y={ROW / 2 + 5}>
              {now === null ? '–' : words.iou(now)}
            </text>
            {times !== null && (
              <text className="chart-note" x={width - 4} y={ROW / 2 + 5} textAnchor="end">
                {words.lift(times)}×
              </text>
            )}
          </g>
        );
      })}
      <g transform={`translate(${CORE} ${rows.length * ROW})`}>
        {[0, max / 2, max].map((tick, index) => (
          <g key={tick}>
            <path className="chart-mark" d={`M${length(tick)} 0v4`} />
            <text className="chart-tick" x={length(tick)} y={17} textAnchor={index === 0 ? 'start' : 'middle'}>
              {words.quantity(tick)}
            </text>
          </g>
        ))}
      </g>
    </ChartSvg>
  );
}
