'use client';

import { type PointerEvent, type ReactNode, useRef } from 'react';

/**
 * A line across all rows of a trend chart at the version under the pointer or the focus, with that version's numbers at
 * the right. The chart inside holds everything already; this only says which part shows.
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
  const atOf = (target: EventTarget) => (target as Element).closest('[data-at]')?.getAttribute('data-at') ?? null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is operated; this follows them
    <div
      ref={frame}
      onPointerMove={(event: PointerEvent) => read(atOf(event.target))}
      onPointerLeave={() => read(null)}
      onFocus={(event) => read(atOf(event.target))}
      onBlur={() => read(null)}
    >
      {children}
    </div>
  );
}
