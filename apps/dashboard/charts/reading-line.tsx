'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { spotInDirection } from './roving';

/**
 * A line across all rows of a trend chart at the version under the pointer or the focus, with that version's numbers at
 * the right. The chart inside holds everything already; this only says which part shows. For keys the chart is one stop:
 * arrows move from mark to mark, Enter follows it. Without a script every mark is a stop.
 */
export function ReadingLine({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  const read = (at: string | null) => {
    const chart = frame.current;
    if (!chart) return;
    chart.toggleAttribute('data-reading', at !== null);
    for (const part of chart.querySelectorAll('[data-version], [data-readout]')) {
      const own = part.getAttribute('data-version') ?? part.getAttribute('data-readout');
      part.toggleAttribute('data-on', own === at);
    }
  };
  useEffect(() => {
    for (const chart of frame.current?.querySelectorAll('svg.chart') ?? [])
      for (const [index, mark] of marksOf(chart).entries()) mark.tabIndex = index === 0 ? 0 : -1;
  }, []);
  const onKey = (event: KeyboardEvent) => {
    const all = marksOf((event.target as Element).closest('svg.chart'));
    const from = all.indexOf(event.target as SVGAElement);
    const spots = all.map((mark) => {
      const { x, y, width, height } = mark.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    });
    const to = from < 0 ? null : spotInDirection(spots, { from, key: event.key });
    const [before, after] = [all[from], to === null ? undefined : all[to]];
    if (!before || !after) return;
    event.preventDefault();
    before.tabIndex = -1;
    after.tabIndex = 0;
    after.focus();
  };
  const atOf = (target: EventTarget) => (target as Element).closest('[data-at]')?.getAttribute('data-at') ?? null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is operated; this follows them
    <div
      ref={frame}
      onPointerMove={(event: PointerEvent) => read(atOf(event.target))}
      onPointerLeave={() => read(null)}
      onFocus={(event) => read(atOf(event.target))}
      onBlur={() => read(null)}
      onKeyDown={onKey}
    >
      {children}
    </div>
  );
}

function marksOf(chart: Element | null): SVGAElement[] {
  return [...(chart?.querySelectorAll<SVGAElement>('a[href]') ?? [])];
}
