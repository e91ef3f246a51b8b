interface ReadoutTextProps {
  readonly className: 'chart-value' | 'chart-note';
  readonly x: number;
  readonly y: number;
  /** What it says of each version, in order. */
  readonly says: readonly string[];
  /** The version that it says it of until the reading line stands on another. */
  readonly newest: number;
}

/** A line of numbers beside a chart: one text that knows what to say of every version, instead of a text for each. */
export function ReadoutText({ className, x, y, says, newest }: ReadoutTextProps) {
  return (
    <text className={className} x={x} y={y} data-says={says.join('|')}>
      {says[newest]}
    </text>
  );
}
