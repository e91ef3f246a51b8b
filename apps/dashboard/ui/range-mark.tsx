import { onRangeColor, rangeColor } from '../charts/range-color';

/** A range's number on its colour. */
export function RangeMark({ index, count, label }: { index: number; count: number; label?: string }) {
  return (
    <span className="range-mark" style={{ background: rangeColor(index, count), color: onRangeColor(index, count) }}>
      {label && <span className="sr-only">{label} </span>}
      {index}
    </span>
  );
}
