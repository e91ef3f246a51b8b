import { LinePath } from '@visx/shape';

interface SparklineProps {
  /** In order; null is a gap. */
  readonly values: readonly (number | null)[];
  /** Says what the line shows; without it the line is decoration beside its number. */
  readonly label?: string;
  /** Default: the largest value. */
  readonly max?: number;
  readonly color?: string;
  readonly width?: number;
  readonly height?: number;
}

/** A word-sized line from 0 up; the newest value has a dot. */
export function Sparkline({
  values,
  label,
  max = Math.max(...values.map((v) => v ?? 0)),
  color = 'var(--ink)',
  width = 96,
  height = 24,
}: SparklineProps) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const x = (index: number) => (values.length > 1 ? 3 + (index * (width - 6)) / (values.length - 1) : width / 2);
  const y = (value: number) => height - 3 - (max > 0 ? (value / max) * (height - 6) : 0);
  const last = known.at(-1);
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role={label ? 'img' : 'presentation'}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      data-chart="sparkline"
    >
      <line className="chart-grid" x1={0} x2={width} y1={height - 1} y2={height - 1} />
      <LinePath
        data={known}
        x={(d) => round(x(d.index))}
        y={(d) => round(y(d.value))}
        stroke={color}
        strokeWidth={1.5}
        fill="none"
      />
      {last && <circle cx={round(x(last.index))} cy={round(y(last.value))} r={2.5} fill={color} />}
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
