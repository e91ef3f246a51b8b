import { Area, LinePath } from '@visx/shape';
import { pointOf, type TrendVersion } from './trend-data';
import type { TrendLayout } from './trend-layout';

interface ShareRibbonProps {
  readonly clusterIndex: number;
  readonly versions: readonly TrendVersion[];
  readonly layout: TrendLayout;
}

/** The specialized share from version to version with the band of its 95 % interval; broken where one was not measured. */
export function ShareRibbon({ clusterIndex, versions, layout: { x, y } }: ShareRibbonProps) {
  const places = versions.map((version, index) => ({
    at: x(index),
    specialized: pointOf(version, clusterIndex)?.specialization?.specialized,
  }));
  type Place = (typeof places)[number];
  const shared = { data: places, x: ({ at }: Place) => at, defined: ({ specialized }: Place) => !!specialized };
  return (
    <g>
      <Area<Place>
        {...shared}
        y0={({ specialized }) => y(specialized?.lower ?? 0)}
        y1={({ specialized }) => y(specialized?.upper ?? 0)}
        className="share-ribbon"
      />
      <LinePath<Place> {...shared} y={({ specialized }) => y(specialized?.share ?? 0)} className="share-line" />
    </g>
  );
}
