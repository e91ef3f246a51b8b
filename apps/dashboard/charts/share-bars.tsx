import { boxPath } from './box-path';
import { classFill } from './class-patterns';
import type { ShareStack } from './share-stack';
import { STACKED } from './specialization-class';
import { MARKS_APART, type TrendLayout } from './trend-layout';

interface ShareBarsProps {
  /** The chart whose patterns fill the classes. */
  readonly id: string;
  readonly clusterIndex: number;
  readonly stacks: readonly ShareStack[];
  readonly layout: TrendLayout;
}

/** The bars of a range: one shape a class over all versions, and the intervals of the specialized shares. */
export function ShareBars({ id, clusterIndex, stacks, layout }: ShareBarsProps) {
  return (
    <g>
      {STACKED.map((shown) => {
        const boxes = stacks.flatMap(({ parts }) => parts.filter((part) => part.shown === shown));
        const path = boxes.map(({ box }) => boxPath(box)).join('');
        return path && <path key={shown} className="chart-share" d={path} fill={classFill(shown, id)} />;
      })}
      {layout.step >= MARKS_APART && <Whiskers id={`${id}-whiskers-${clusterIndex}`} stacks={stacks} layout={layout} />}
    </g>
  );
}

/** The 95 % intervals, drawn twice: a light edge makes them stand out on every class. Where bars are thin, the band says it alone. */
function Whiskers({ id, stacks, layout: { y, step } }: Pick<ShareBarsProps, 'id' | 'stacks' | 'layout'>) {
  const half = Math.min(4, Math.round(step * 2) / 10);
  const path = stacks
    .flatMap(({ at, point }) => (point.specialization ? [{ at, ...point.specialization.specialized }] : []))
    .map(({ at, lower, upper }) => {
      const [left, top, bottom] = [Math.round((at - half) * 10) / 10, y(upper), y(lower)];
      return `M${left} ${top}h${half * 2}m${-half} 0V${bottom}m${-half} 0h${half * 2}`;
    })
    .join('');
  return (
    <g className="chart-whisker">
      <g className="whisker-edge">
        <path id={id} d={path} />
      </g>
      <use href={`#${id}`} className="whisker-line" />
    </g>
  );
}
