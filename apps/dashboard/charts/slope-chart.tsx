import type { Words } from '../i18n/words';
import { fitName, niceScale } from './axis-ticks';
import { ChartSvg } from './chart-svg';
import { onRangeColor, rangeColor } from './range-color';
import { spread } from './spread';

/** One range's value in the earlier and in the later version; null where there is none. */
export interface Slope {
  readonly clusterIndex: number;
  readonly before: number | null;
  readonly after: number | null;
}

interface SlopeChartProps {
  readonly slopes: readonly Slope[];
  readonly clusterCount: number;
  /** Names of the two versions. */
  readonly ends: readonly [string, string];
  readonly write: (value: number) => string;
  readonly words: Words;
  readonly labelledBy: string;
  /** Default 420 pixels. */
  readonly width?: number;
}

const HEAD = 34;
const PLOT = 216;
const SIDE = 92;
const LABEL = 20;

/** One line a range from its value in one version to that in another: what rose, what fell, what crossed. */
export function SlopeChart({ slopes, clusterCount, ends, write, words, labelledBy, width = 420 }: SlopeChartProps) {
  const { max } = niceScale(Math.max(...slopes.flatMap(({ before, after }) => [before ?? 0, after ?? 0])));
  const y = (value: number) => HEAD + PLOT - (value / max) * PLOT;
  const [x0, x1] = [SIDE, width - SIDE];
  const placed = (['before', 'after'] as const).map((end) => {
    const known = slopes.flatMap((slope) => {
      const value = slope[end];
      return value === null ? [] : [{ clusterIndex: slope.clusterIndex, value }];
    });
    const places = spread(
      known.map(({ value }) => y(value)),
      { least: LABEL },
    );
    return known.map((one, index) => ({ ...one, at: places[index] ?? 0 }));
  });
  const lowest = Math.max(HEAD + PLOT, ...placed.flatMap((side) => side.map(({ at }) => at)));
  return (
    <ChartSvg kind="slope" width={width} height={Math.ceil(lowest + 16)} labelledBy={labelledBy}>
      {ends.map((end, side) => (
        <g key={end}>
          <text className="chart-name" x={side === 0 ? x0 : x1} y={14} textAnchor={side === 0 ? 'end' : 'start'}>
            {fitName(end, SIDE + 40)}
          </text>
          <line
            className="chart-mark"
            x1={side === 0 ? x0 : x1}
            x2={side === 0 ? x0 : x1}
            y1={HEAD - 6}
            y2={HEAD + PLOT}
          />
        </g>
      ))}
      {slopes.map(({ clusterIndex, before, after }) =>
        before === null || after === null ? null : (
          <line
            key={clusterIndex}
            className="slope-line"
            stroke={rangeColor(clusterIndex, clusterCount)}
            x1={x0}
            x2={x1}
            y1={round(y(before))}
            y2={round(y(after))}
          />
        ),
      )}
      {placed.map((labels, side) =>
        labels.map(({ clusterIndex, value, at }) => (
          <g key={`${ends[side]} ${clusterIndex}`} data-range={clusterIndex}>
            <title>{`${words.t('range.name', { index: clusterIndex })}, ${ends[side]}: ${write(value)}`}</title>
            <circle
              className="chart-dot"
              cx={side === 0 ? x0 : x1}
              cy={round(y(value))}
              r={4}
              fill={rangeColor(clusterIndex, clusterCount)}
            />
            <SlopeLabel
              clusterIndex={clusterIndex}
              clusterCount={clusterCount}
              at={at}
              side={side}
              x={side === 0 ? x0 : x1}
              text={write(value)}
            />
          </g>
        )),
      )}
    </ChartSvg>
  );
}

interface SlopeLabelProps {
  readonly clusterIndex: number;
  readonly clusterCount: number;
  readonly x: number;
  readonly at: number;
  readonly side: number;
  readonly text: string;
}

/** The range's number on its colour, and the value, outside of the lines. */
function SlopeLabel({ clusterIndex, clusterCount, x, at, side, text }: SlopeLabelProps) {
  const away = side === 0 ? -1 : 1;
  const mark = x + away * 24;
  return (
    <>
      <rect
        className="chart-core"
        x={mark - 9}
        y={round(at - 9)}
        width={18}
        height={18}
        rx={4}
        fill={rangeColor(clusterIndex, clusterCount)}
      />
      <text
        className="chart-core-name"
        x={mark}
        y={round(at + 4.5)}
        textAnchor="middle"
        style={{ fill: onRangeColor(clusterIndex, clusterCount) }}
      >
        {clusterIndex}
      </text>
      <text className="chart-label" x={x + away * 40} y={round(at + 4.5)} textAnchor={side === 0 ? 'end' : 'start'}>
        {text}
      </text>
    </>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
