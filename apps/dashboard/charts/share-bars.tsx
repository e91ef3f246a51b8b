import { boxPath } from './box-path';
import { classFill } from './class-patterns';
import type { ShareStack } from './share-stack';
import { STACKED } from './specialization-class';
import type { TrendLayout } from './trend-layout';

interface ShareBarsProps {
  /** The chart whose patterns fill the classes. */
  readonly id: string;
  readonly stacks: readonly ShareStack[];
  readonly layout: TrendLayout;
}

/** The bars of a range: one shape a class over all versions, and the intervals of the specialized shares. */
export function ShareBars({ id, stacks, layout }: ShareBarsProps) {
  return (
    <g>
      {STACKED.map((shown) => {
        const boxes = stacks.flatMap(({ parts }) => parts.filter((part) => part.shown === shown));
        const path = boxes.map(({ box }) => boxPath(box)).join('');
        return path && <path key={shown} className="chart-share" d={path} fill={classFill(shown, id)} />;
      })}
      <Whiskers stacks={stacks} layout={layout} />
    </g>
  );
}

/** The 95 % intervals, drawn twice: a light edge makes them stand out on every class. */
function Whiskers({ stacks, layout: { y, step } }: Pick<ShareBarsProps, 'stacks' | 'layout'>) {
  const half = Math.min(4, Math.round(step * 2) / 10);
  const path = stacks
    .flatMap(({ at, point }) => (point.specialization ? [{ at, ...point.specialization.specialized }] : []))
    .map(({ at, lower, upper }) => {
      const [left, top, bottom] = [Math.round((at - half) * 10) / 10, y(upper), y(lower)];
      return `M${left} ${top}h${half * 2}M${at} ${top}V${bottom}M${left} ${bottom}h${half * 2}`;
    })
    .join('');
  return (
    <g className="chart-whisker">
      <path className="whisker-edge" d={path} />
      <path className="whisker-line" d={path} />
    </g>
  );
}
