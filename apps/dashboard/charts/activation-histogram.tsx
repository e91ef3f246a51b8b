import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import type { Words } from '../i18n/words';
import { ChartSvg } from './chart-svg';
import { onRangeColor, rangeColor } from './range-color';

export interface HistogramData {
  readonly lower: number;
  readonly upper: number;
  readonly counts: readonly number[];
}

/** A range's interval of activations; null is an open end. */
export interface RangeBand {
  readonly clusterIndex: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

interface ActivationHistogramProps {
  readonly histogram: HistogramData;
  /** Ascending. */
  readonly bands: readonly RangeBand[];
  readonly words: Words;
  readonly labelledBy: string;
  /** Default 1192 pixels. */
  readonly width?: number;
}

const BAND = 22;
const PLOT = 128;
const AXIS = 24;
/** Where the plot begins, behind the axis, in pixels. */
export const HISTOGRAM_LEFT = 48;
const LEFT = HISTOGRAM_LEFT;

/** How often the neuron takes each value, counts on a logarithmic axis, over its ranges as bands. */
export function ActivationHistogram({ histogram, bands, words, labelledBy, width = 1192 }: ActivationHistogramProps) {
  const { lower, upper, counts } = histogram;
  const x = scaleLinear<number>({ domain: [lower, upper], range: [LEFT, width], clamp: true });
  const highest = Math.max(1, Math.ceil(Math.log10(Math.max(...counts, 1) + 1)));
  const top = (count: number) => BAND + PLOT - (PLOT * Math.log10(count + 1)) / highest;
  const bin = (width - LEFT) / counts.length;
  const height = BAND + PLOT + AXIS;
  const placed = bands.map((band) => ({ ...band, from: x(band.lower ?? lower), to: x(band.upper ?? upper) }));
  const rangeAt = (value: number) =>
    placed.find((band) => value >= (band.lower ?? -Infinity) && value < (band.upper ?? Infinity));
  return (
    <ChartSvg kind="histogram" width={width} height={height} labelledBy={labelledBy}>
      {placed.map((band) => (
        <Band key={band.clusterIndex} {...band} clusterCount={bands.length} />
      ))}
      {powers(highest).map((power) => (
        <g key={power}>
          <line className="chart-grid" x1={LEFT} x2={width} y1={top(10 ** power - 1)} y2={top(10 ** power - 1)} />
          <text className="chart-tick" x={LEFT - 8} y={top(10 ** power - 1) + 4} textAnchor="end">
            {words.count(10 ** power)}
          </text>
        </g>
      ))}
      {counts.map((count, index) => {
        const value = lower + ((index + 0.5) * (upper - lower)) / counts.length;
        const range = rangeAt(value);
        return count > 0 ? (
          <Bar
            key={value}
            x={round(LEFT + index * bin + 0.5)}
            width={round(Math.max(1, bin - 1))}
            y={round(top(count))}
            height={round(BAND + PLOT - top(count))}
            fill={range ? rangeColor(range.clusterIndex, bands.length) : 'var(--quiet)'}
            className="chart-bar"
          />
        ) : null;
      })}
      <line className="chart-mark" x1={LEFT} x2={width} y1={BAND + PLOT} y2={BAND + PLOT} />
      <Bounds placed={placed} lower={lower} upper={upper} width={width} words={words} />
    </ChartSvg>
  );
}

interface PlacedBand extends RangeBand {
  readonly from: number;
  readonly to: number;
}

function Band({ clusterIndex, from, to, clusterCount }: PlacedBand & { clusterCount: number }) {
  const color = rangeColor(clusterIndex, clusterCount);
  return (
    <g>
      <rect x={round(from)} y={0} width={round(to - from)} height={BAND + PLOT} fill={color} opacity={0.12} />
      <rect x={round(from)} y={0} width={round(to - from)} height={BAND} fill={color} className="chart-core" />
      <text
        className="chart-core-name"
        x={round((from + to) / 2)}
        y={BAND - 6}
        textAnchor="middle"
        style={{ fill: onRangeColor(clusterIndex, clusterCount) }}
      >
        {to - from > 12 ? clusterIndex : ''}
      </text>
    </g>
  );
}

/** The bounds between ranges on the axis, leaving out those that would touch another label. */
function Bounds({
  placed,
  lower,
  upper,
  width,
  words,
}: {
  placed: readonly PlacedBand[];
  lower: number;
  upper: number;
  width: number;
  words: Words;
}) {
  const ends = [
    { at: LEFT, value: lower },
    ...placed.slice(1).map((band) => ({ at: band.from, value: band.lower ?? lower })),
    { at: width, value: upper },
  ];
  const written = ends.filter(
    ({ at }, index) => index === 0 || index === ends.length - 1 || (at - LEFT > 44 && width - at > 44),
  );
  const spaced = written.filter(
    ({ at }, index) => index === 0 || index === written.length - 1 || at - (written[index - 1]?.at ?? 0) > 38,
  );
  return spaced.map(({ at, value }, index) => (
    <text
      key={at}
      className="chart-label"
      x={round(at)}
      y={BAND + PLOT + 18}
      textAnchor={index === 0 ? 'start' : index === spaced.length - 1 ? 'end' : 'middle'}
    >
      {words.quantity(value)}
    </text>
  ));
}

function powers(highest: number): number[] {
  return Array.from({ length: highest }, (_, index) => index + 1).filter(
    (power) => highest <= 4 || power % 2 === highest % 2,
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
