import type { Words } from '../i18n/words';
import { niceScale } from './axis-ticks';
import { ChartSvg } from './chart-svg';
import { onRangeColor, rangeColor } from './range-color';
import { rangesFromTop } from './trend-data';

export interface Core {
  readonly unitIndex: number;
  /** Overlap by range, lowest first; null where there is no explanation. */
  readonly overlaps: readonly (number | null)[];
}

interface CoresChartProps {
  readonly cores: readonly Core[];
  readonly clusterCount: number;
  readonly words: Words;
  readonly labelledBy: string;
  readonly href: (unitIndex: number) => string;
  /** Default 1192 pixels. */
  readonly width?: number;
  /** Neurons side by side. Default 64. */
  readonly columns?: number;
}

const CORE = 34;
const ROW = 32;
const AXIS = 30;

/** Every neuron as a core sample: its ranges as layers, each filled as high as its overlap. A column opens its neuron. */
export function CoresChart({
  cores,
  clusterCount,
  words,
  labelledBy,
  href,
  width = 1192,
  columns = 64,
}: CoresChartProps) {
  const bands = Array.from({ length: Math.ceil(cores.length / columns) }, (_, band) =>
    cores.slice(band * columns, (band + 1) * columns),
  );
  const { max } = niceScale(Math.max(...cores.flatMap(({ overlaps }) => overlaps.map((iou) => iou ?? 0))));
  const bandHeight = clusterCount * ROW + AXIS;
  return (
    <ChartSvg kind="cores" width={width} height={bands.length * bandHeight} labelledBy={labelledBy} hasLinks>
      {bands.map((band, index) => (
        <g key={band[0]?.unitIndex} transform={`translate(0 ${index * bandHeight})`}>
          <Ground clusterCount={clusterCount} width={width} />
          {band.map((core, column) => (
            <CoreColumn
              key={core.unitIndex}
              core={core}
              left={CORE + 6 + (column * (width - CORE - 6)) / columns}
              width={(width - CORE - 6) / columns}
              named={core.unitIndex % Math.max(1, Math.round(columns / 16)) === 0}
              {...{ clusterCount, max, words }}
              href={href(core.unitIndex)}
            />
          ))}
        </g>
      ))}
    </ChartSvg>
  );
}

function Ground({ clusterCount, width }: { clusterCount: number; width: number }) {
  return rangesFromTop(clusterCount).map((range, row) => (
    <g key={range} transform={`translate(0 ${row * ROW})`}>
      <rect width={CORE} height={ROW} fill={rangeColor(range, clusterCount)} className="chart-core" />
      <text
        className="chart-core-name"
        x={CORE / 2}
        y={ROW / 2 + 5}
        textAnchor="middle"
        style={{ fill: onRangeColor(range, clusterCount) }}
      >
        {range}
      </text>
      <rect x={CORE} width={width - CORE} height={ROW} fill={rangeColor(range, clusterCount)} opacity={0.1} />
      <line className="chart-seam" x1={0} x2={width} y1={ROW} y2={ROW} />
    </g>
  ));
}

interface CoreColumnProps {
  readonly core: Core;
  readonly left: number;
  readonly width: number;
  readonly named: boolean;
  readonly clusterCount: number;
  readonly max: number;
  readonly words: Words;
  readonly href: string;
}

function CoreColumn({
  core: { unitIndex, overlaps },
  left,
  width,
  named,
  clusterCount,
  max,
  words,
  href,
}: CoreColumnProps) {
  const top = overlaps[clusterCount - 1] ?? null;
  const label = words.t('layer.core', {
    unit: unitIndex,
    index: clusterCount,
    iou: top === null ? '–' : words.iou(top),
  });
  const gap = Math.min(3, width * 0.2);
  return (
    <>
      <a href={href} className="chart-point" aria-label={label}>
        <title>{label}</title>
        <rect x={round(left)} width={round(width)} height={clusterCount * ROW} rx={2} />
        {overlaps.map((iou, index) => {
          const range = index + 1;
          const height = iou === null ? 0 : Math.max(0.75, (iou / max) * (ROW - 5));
          return iou === null ? null : (
            <path
              key={range}
              className="chart-stratum"
              fill={rangeColor(range, clusterCount)}
              d={`M${round(left + gap / 2)} ${round((clusterCount - index) * ROW - height)}h${round(width - gap)}v${round(height)}h${round(gap - width)}z`}
            />
          );
        })}
      </a>
      {named && (
        <text className="chart-tick" x={round(left + width / 2)} y={clusterCount * ROW + 16} textAnchor="middle">
          {unitIndex}
        </text>
      )}
    </>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
