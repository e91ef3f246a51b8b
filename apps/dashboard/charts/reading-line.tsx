'use client';

import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { showVersion, versionAt } from './reading';
import { type Spot, spotInDirection } from './roving';

/**
 * A line across all rows of a trend chart at the version under the pointer or the focus, with that version's numbers at
 * the right, which the chart inside holds already. For keys the chart is one stop:
 * arrows move from mark to mark, Enter follows it. Without a script every mark is a stop.
 */
export function ReadingLine({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);
  // Asked for once: scrolling and resizing leave marks where they are to each other.
  const spots = useRef(new WeakMap<SVGSVGElement, readonly Spot[]>());
  const read = (target: EventTarget, clientX: number) => {
    const chart = (target as Element).closest<SVGSVGElement>('svg.chart');
    if (chart) showVersion(chart, versionAt(chart, clientX));
    nameMark(target);
  };
  const leave = () => {
    for (const chart of frame.current?.querySelectorAll<SVGSVGElement>('svg.chart') ?? []) showVersion(chart, null);
  };
  useEffect(() => {
    for (const chart of frame.current?.querySelectorAll('svg.chart') ?? [])
      for (const [index, mark] of marksOf(chart).entries()) mark.tabIndex = index === 0 ? 0 : -1;
  }, []);
  const onKey = (event: KeyboardEvent) => {
    const chart = (event.target as Element).closest<SVGSVGElement>('svg.chart');
    const all = marksOf(chart);
    const from = all.indexOf(event.target as SVGAElement);
    if (!chart || from < 0) return;
    const known = spots.current.get(chart) ?? all.map(spotOf);
    spots.current.set(chart, known);
    const to = spotInDirection(known, { from, key: event.key });
    const [before, after] = [all[from], to === null ? undefined : all[to]];
    if (!before || !after) return;
    event.preventDefault();
    before.tabIndex = -1;
    after.tabIndex = 0;
    after.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is operated; this follows them
    <div
      ref={frame}
      onPointerMove={(event: PointerEvent) => read(event.target, event.clientX)}
      onPointerLeave={leave}
      onFocus={({ target }) => read(target, middleOf(target))}
      onBlur={leave}
      onKeyDown={onKey}
    >
      {children}
    </div>
  );
}

function spotOf(mark: SVGAElement): Spot {
  const { x, y, width, height } = mark.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

function middleOf(mark: Element): number {
  const { left, width } = mark.getBoundingClientRect();
  return left + width / 2;
}

/** What a mark is called, as the browser's own note under the pointer: written only where somebody points. */
function nameMark(target: EventTarget): void {
  const mark = (target as Element).closest('svg a[aria-label]');
  if (!mark || mark.querySelector('title')) return;
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title');
  title.textContent = mark.getAttribute('aria-label');
  mark.append(title);
}

function marksOf(chart: Element | null): SVGAElement[] {
  return [...(chart?.querySelectorAll<SVGAElement>('a[href]') ?? [])];
}
