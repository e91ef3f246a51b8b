import { Area } from '@visx/shape';
import type { PlacedPoint, TrendPoint } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface BandProps {
  readonly points: readonly PlacedPoint[];
  readonly color: string;
  readonly layout: TrendLayout;
}

interface Band {
  readonly className: string;
  readonly lower: (point: TrendPoint) => number;
  readonly upper: (point: TrendPoint) => number;
  /** Pixels, of the bar that stands for the band of a single version. */
  readonly loneWidth: number;
}

/** How far neurons lie apart, and inside it how well their average is known: the first is much wider than the second. */
const BANDS: readonly Band[] = [
  { className: 'chart-band', lower: (p) => p.lowerQuartile, upper: (p) => p.upperQuartile, loneWidth: 40 },
  { className: 'chart-interval', lower: (p) => p.mean.lower, upper: (p) => p.mean.upper, loneWidth: 24 },
];

/** The bands of one range: the middle half of its neurons, and the 95 % interval of their mean. */
export function TrendBands({ points, color, layout }: BandProps) {
  const [first] = points;
  if (points.length === 1 && first) return <LoneBands placed={first} color={color} layout={layout} />;
  const { x, y } = layout;
  return BANDS.map(({ className, lower, upper }) => (
    <Area<PlacedPoint>
      key={className}
      data={[...points]}
      x={(d) => x(d.index)}
      y0={(d) => y(lower(d.point))}
      y1={(d) => y(upper(d.point))}
      fill={color}
      className={className}
    />
  ));
}

/** With one version there are no bands to draw, only bars. */
function LoneBands({
  placed: { index, point },
  color,
  layout: { x, y },
}: {
  placed: PlacedPoint;
  color: string;
  layout: TrendLayout;
}) {
  return (
    <g>
      {BANDS.map(({ className, lower, upper, loneWidth }) => {
        const top = y(upper(point));
        const height = Math.max(2, y(lower(point)) - top);
        const place = { x: x(index) - loneWidth / 2, y: top, width: loneWidth, height };
        return <rect key={className} {...place} fill={color} className={className} />;
      })}
      <line x1={x(index) - 20} x2={x(index) + 20} y1={y(point.chance)} y2={y(point.chance)} className="chart-chance" />
    </g>
  );
}
