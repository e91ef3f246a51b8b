'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';

interface HistogramReaderProps {
  readonly label: string;
  /** What each place says: value, range and shares in words, one for every bin from the left. */
  readonly readings: readonly string[];
  /** Where the line stands at first. */
  readonly start: number;
  /** The plot's left edge as a share of the picture's width. */
  readonly left: number;
  readonly children: ReactNode;
}

const PAGE = 8;

/** A line over a histogram that is dragged, clicked or moved by keys, and says what lies at its place. */
export function HistogramReader({ label, readings, start, left, children }: HistogramReaderProps) {
  const [at, setAt] = useState(start);
  const last = readings.length - 1;
  const moveTo = (place: number) => setAt(Math.max(0, Math.min(last, place)));
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { x, width } = event.currentTarget.getBoundingClientRect();
    moveTo(Math.floor(((event.clientX - x) / width - left) / ((1 - left) / readings.length)));
  };
  const onKey = (event: KeyboardEvent) => {
    const to: Readonly<Record<string, number>> = {
      ArrowLeft: at - 1,
      ArrowDown: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at + 1,
      PageDown: at - PAGE,
      PageUp: at + PAGE,
      Home: 0,
      End: last,
    };
    const place = to[event.key];
    if (place === undefined) return;
    event.preventDefault();
    moveTo(place);
  };
  return (
    <div className="reader">
      <p className="reader-says needs-script" aria-hidden="true">
        {readings[at]}
      </p>
      <div className="reader-frame" onPointerDown={onPointer} onPointerMove={onPointer}>
        {children}
        <div
          className="reader-line needs-script"
          role="slider"
          tabIndex={0}
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={at}
          aria-valuetext={readings[at]}
          onKeyDown={onKey}
          style={{ left: `${(left + ((at + 0.5) * (1 - left)) / readings.length) * 100}%` }}
        />
      </div>
    </div>
  );
}
