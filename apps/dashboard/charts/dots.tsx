import { DOTS_APART } from './trend-layout';

interface DotsProps {
  readonly at: readonly { readonly x: number; readonly y: number }[];
  /** Pixels from one to the next. */
  readonly step: number;
  readonly color: string;
  /** Of the edge, in style sheets. */
  readonly className: string;
}

/** Marks on a line: two paths of points with round ends instead of a circle for each; none where they would run together. */
export function Dots({ at, step, color, className }: DotsProps) {
  if (step < DOTS_APART || at.length === 0) return null;
  const path = at.map(({ x, y }) => `M${x} ${y}h0`).join('');
  return (
    <g className={`chart-dots ${className}`}>
      <path className="dots-edge" d={path} />
      <path className="dots-core" d={path} style={{ stroke: color }} />
    </g>
  );
}
