import { Area, LinePath } from '@visx/shape';
import { boxPath } from './box-path';
import { excessAt, type TrendVersion } from './trend-data';
import type { TrendLayout } from './trend-layout';

/** How much wider than a bar. */
const WIDTH = 0.86;

interface UntrainedBandProps {
  readonly clusterIndex: number;
  readonly versions: readonly TrendVersion[];
  readonly layout: TrendLayout;
}

/** Where untrained networks lie in a range: their mean as a line, and the band that one more would be within. */
export function UntrainedBand({ clusterIndex, versions, layout: { x, y, step } }: UntrainedBandProps) {
  const width = Math.min(52, step * WIDTH);
  const bands = versions.flatMap((version, index) => {
    const baseline = excessAt(version, clusterIndex)?.share.baseline;
    if (!baseline) return [];
    const [top, bottom] = [y(Math.min(1, baseline.upper)), y(Math.max(0, baseline.lower))];
    return [{ left: x(index) - width / 2, top, bottom, middle: y(baseline.value) }];
  });
  if (bands.length === 0) return null;
  return (
    <g>
      <path
        className="untrained-band"
        d={bands.map(({ left, top, bottom }) => boxPath({ x: left, y: top, width, height: bottom - top })).join('')}
      />
      <path className="untrained-line" d={bands.map(({ left, middle }) => `M${left} ${middle}h${width}`).join('')} />
    </g>
  );
}

/** The same as one area over many versions; broken where a version is compared with none. */
export function UntrainedArea({ clusterIndex, versions, layout: { x, y } }: UntrainedBandProps) {
  const places = versions.map((version, index) => ({
    at: x(index),
    baseline: excessAt(version, clusterIndex)?.share.baseline,
  }));
  type Place = (typeof places)[number];
  const shared = { data: places, x: ({ at }: Place) => at, defined: ({ baseline }: Place) => !!baseline };
  return (
    <g>
      <Area<Place>
        {...shared}
        y0={({ baseline }) => y(Math.max(0, baseline?.lower ?? 0))}
        y1={({ baseline }) => y(Math.min(1, baseline?.upper ?? 0))}
        className="untrained-band"
      />
      <LinePath<Place> {...shared} y={({ baseline }) => y(baseline?.value ?? 0)} className="untrained-line" />
    </g>
  );
}
