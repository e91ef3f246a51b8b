'use client';

import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { type HeatLayout, type HeatPlace, heatCorner, heatPlace } from './heat-layout';

interface HeatReaderProps {
  readonly label: string;
  /** A sentence with %u for the neuron, %i for the range and %v for the value. */
  readonly sentence: string;
  /** What is said before anything is pointed at. */
  readonly hint: string;
  /** The neurons in the order in which they stand. */
  readonly units: readonly number[];
  /** Values in words, neuron by neuron from the lowest range, joined by a bar. */
  readonly values: string;
  /** The neurons' addresses up to their numbers. */
  readonly base: string;
  readonly children: ReactNode;
}

interface Reading extends HeatPlace {
  readonly layout: HeatLayout;
  /** Pixels of the screen for one of the picture. */
  readonly scale: number;
}

/** Reads a heat map under the pointer or by arrow keys; a click or Enter opens the neuron at its range. */
export function HeatReader({ label, sentence, hint, units, values, base, children }: HeatReaderProps) {
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);
  const [reading, setReading] = useState<Reading | null>(null);
  const show = (find: (layout: HeatLayout, scale: number, box: DOMRect) => HeatPlace | null) => {
    const chart = shownChart(frame.current);
    if (!chart) return;
    const layout = JSON.parse(chart.dataset.layout ?? '{}') as HeatLayout;
    const box = chart.getBoundingClientRect();
    const scale = box.width / chart.viewBox.baseVal.width;
    const place = find(layout, scale, box);
    if (place && (place.at !== reading?.at || place.range !== reading.range || scale !== reading.scale))
      setReading({ ...place, layout, scale });
  };
  const onPointer = (event: PointerEvent) =>
    show((layout, scale, box) =>
      heatPlace(layout, { x: (event.clientX - box.x) / scale, y: (event.clientY - box.y) / scale }),
    );
  const open = () => reading && router.push(`${base}${units[reading.at]}#range-${reading.range}`);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return void open();
    show((layout) => {
      const place = nextPlace(event.key, {
        place: reading ?? { at: 0, range: layout.ranges },
        layout,
        isFirst: !reading,
      });
      if (place) event.preventDefault();
      return place;
    });
  };
  const says = reading
    ? sentence
        .replace('%u', String(units[reading.at]))
        .replace('%i', String(reading.range))
        .replace('%v', values.split('|')[reading.at * reading.layout.ranges + reading.range - 1] ?? '–')
    : hint;
  const corner = reading && heatCorner(reading.layout, reading);
  return (
    <div className="heat">
      <p className="heat-says needs-script" role="status">
        {says}
      </p>
      <div
        ref={frame}
        className="heat-frame"
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move from cell to cell, Enter opens
        tabIndex={0}
        onPointerMove={onPointer}
        onKeyDown={onKey}
        onClick={open}
      >
        {children}
        {reading && corner && (
          <span
            className="heat-cursor"
            style={{
              left: corner.x * reading.scale,
              top: corner.y * reading.scale,
              width: reading.layout.cellWidth * reading.scale,
              height: reading.layout.cellHeight * reading.scale,
            }}
          />
        )}
      </div>
    </div>
  );
}

function shownChart(frame: HTMLElement | null): SVGSVGElement | undefined {
  const charts = [...(frame?.querySelectorAll<SVGSVGElement>('svg.chart') ?? [])];
  return charts.find((chart) => chart.getBoundingClientRect().width > 0);
}

interface Step {
  readonly place: HeatPlace;
  readonly layout: HeatLayout;
  /** Nothing has been read yet: the first key only shows where reading begins. */
  readonly isFirst: boolean;
}

function nextPlace(key: string, { place: { at, range }, layout, isFirst }: Step): HeatPlace | null {
  const to: Readonly<Record<string, HeatPlace>> = {
    ArrowLeft: { at: at - 1, range },
    ArrowRight: { at: at + 1, range },
    ArrowUp: { at, range: range + 1 },
    ArrowDown: { at, range: range - 1 },
    PageUp: { at: at - layout.columns, range },
    PageDown: { at: at + layout.columns, range },
    Home: { at: 0, range },
    End: { at: layout.count - 1, range },
  };
  const place = to[key];
  if (!place || isFirst) return place ? { at, range } : null;
  return {
    at: Math.max(0, Math.min(layout.count - 1, place.at)),
    range: Math.max(1, Math.min(layout.ranges, place.range)),
  };
}
