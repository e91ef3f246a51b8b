interface OverlapBarProps {
  readonly iou: number;
  readonly chance: number;
  /** The overlap at the right end. */
  readonly max: number;
  readonly color: string;
  /** Default 96 pixels. */
  readonly width?: number;
}

/** An overlap as a bar with a tick at the chance level; the numbers stand beside it. */
export function OverlapBar({ iou, chance, max, color, width = 96 }: OverlapBarProps) {
  const at = (value: number) => Math.round(Math.min(1, value / max) * width * 10) / 10;
  return (
    <svg
      className="overlap-bar"
      viewBox={`0 0 ${width} 14`}
      width={width}
      height={14}
      aria-hidden="true"
      data-chart="overlap"
    >
      <rect className="overlap-track" y={3} width={width} height={8} rx={2} />
      <rect className="chart-stratum" y={3} width={at(iou)} height={8} rx={2} fill={color} />
      <line className="overlap-chance" x1={Math.max(0.75, at(chance))} x2={Math.max(0.75, at(chance))} y1={0} y2={14} />
    </svg>
  );
}
