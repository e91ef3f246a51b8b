import type { Words } from '../i18n/words';
import { fitName } from './axis-ticks';
import { ChartSvg } from './chart-svg';
import { type FlowCell, type FlowVersion, flowLinks } from './formula-flow-data';
import { onRangeColor, rangeColor } from './range-color';
import { rangesFromTop } from './trend-data';
import { wrapWords } from './wrap-words';

interface FormulaFlowProps {
  /** In order, two or more. */
  readonly versions: readonly FlowVersion[];
  readonly clusterCount: number;
  readonly words: Words;
  readonly labelledBy: string;
  /** Default 1192 pixels. */
  readonly width?: number;
}

const HEAD = 26;
const ROW = 62;
const BOX = 50;
const CORE = 22;
const LINES = 3;
/** Widest ribbon, that of a formula which stays whole. */
const RIBBON = 30;

/** A neuron's formulas, a column per version and a row per range; ribbons show where a formula, or part of it, goes on. */
export function FormulaFlow({ versions, clusterCount, words, labelledBy, width = 1192 }: FormulaFlowProps) {
  const gap = width > 600 ? Math.min(90, width / versions.length / 3) : 22;
  const box = (width - gap * (versions.length - 1)) / versions.length;
  const left = (index: number) => index * (box + gap);
  const middle = (clusterIndex: number) => HEAD + (clusterCount - clusterIndex) * ROW + BOX / 2;
  return (
    <ChartSvg kind="flow" width={width} height={HEAD + clusterCount * ROW} labelledBy={labelledBy}>
      {versions.slice(1).map((after, index) => (
        <g key={after.label}>
          {flowLinks(versions[index] as FlowVersion, after).map(({ from, to, likeness, isSame }) => (
            <path
              key={`${from} ${to}`}
              className={isSame ? 'flow-link flow-same' : 'flow-link'}
              d={ribbon({ x0: left(index) + box, x1: left(index + 1), y0: middle(from), y1: middle(to) })}
              strokeWidth={round(Math.max(2, likeness * RIBBON))}
              stroke={rangeColor(to, clusterCount)}
            />
          ))}
        </g>
      ))}
      {versions.map((version, index) => (
        <g key={version.label} transform={`translate(${round(left(index))} 0)`}>
          <text className={version.current ? 'chart-name' : 'chart-label'} x={0} y={14}>
            {fitName(version.label, box)}
          </text>
          {version.current && <line className="flow-current" x1={0} x2={round(box)} y1={20} y2={20} />}
          {rangesFromTop(clusterCount).map((clusterIndex) => (
            <FlowBox
              key={clusterIndex}
              cell={version.cells.find((cell) => cell.clusterIndex === clusterIndex)}
              top={HEAD + (clusterCount - clusterIndex) * ROW}
              clusterIndex={clusterIndex}
              clusterCount={clusterCount}
              box={box}
              words={words}
            />
          ))}
        </g>
      ))}
    </ChartSvg>
  );
}

interface FlowBoxProps {
  readonly cell: FlowCell | undefined;
  readonly clusterIndex: number;
  readonly clusterCount: number;
  readonly top: number;
  readonly box: number;
  readonly words: Words;
}

function FlowBox({ cell, clusterIndex, clusterCount, top, box, words: { t } }: FlowBoxProps) {
  const lines = wrapWords(cell?.text ?? '–', { width: box - CORE - 14, linesMax: LINES });
  const first = top + BOX / 2 - ((lines.length - 1) * 14) / 2 + 4;
  return (
    <g>
      <title>{`${t('range.name', { index: clusterIndex })}: ${cell?.text ?? '–'}`}</title>
      <rect className="flow-box" x={0.5} y={top + 0.5} width={round(box - 1)} height={BOX - 1} rx={4} />
      <rect
        className="chart-core"
        x={0.5}
        y={top + 0.5}
        width={CORE}
        height={BOX - 1}
        rx={4}
        fill={rangeColor(clusterIndex, clusterCount)}
      />
      <text
        className="chart-core-name"
        x={CORE / 2 + 0.5}
        y={top + BOX / 2 + 4}
        textAnchor="middle"
        style={{ fill: onRangeColor(clusterIndex, clusterCount) }}
      >
        {clusterIndex}
      </text>
      {lines.map((line, index) => (
        <text key={line} className="flow-text" x={CORE + 8} y={first + index * 14}>
          {line}
        </text>
      ))}
    </g>
  );
}

function ribbon({ x0, x1, y0, y1 }: { x0: number; x1: number; y0: number; y1: number }): string {
  const bend = (x0 + x1) / 2;
  return `M${round(x0)} ${round(y0)}C${round(bend)} ${round(y0)} ${round(bend)} ${round(y1)} ${round(x1)} ${round(y1)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
