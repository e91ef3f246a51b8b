'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Shorter waits pass without a sign. */
const PATIENCE_MS = 120;
/** After this long another page is drawn in outline; the same page with other filters stays readable. */
const OUTLINE_MS = 400;

/**
 * A hairline that grows while the next page is on its way, then an outline of it. Not a loading page of the router's:
 * that would come first on every visit, and without a script nothing would ever take its place.
 */
export function Pending() {
  const line = useRef<HTMLDivElement>(null);
  const place = `${usePathname()}?${useSearchParams()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another place is what ends the wait
  useEffect(() => {
    const timers: number[] = [];
    // Pages are made elsewhere: from the next one on, times are the reader's own.
    // biome-ignore lint/suspicious/noDocumentCookie: not every browser has the Cookie Store, and a zone's name needs no escaping
    document.cookie = `zone=${Intl.DateTimeFormat().resolvedOptions().timeZone};path=/;max-age=31536000;samesite=lax`;
    const mark = (name: string, after: number) =>
      timers.push(window.setTimeout(() => line.current?.setAttribute(name, ''), after));
    line.current?.removeAttribute('data-active');
    line.current?.removeAttribute('data-outline');
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
      const leaves =
        link &&
        link.origin === location.origin &&
        `${link.pathname}${link.search}` !== `${location.pathname}${location.search}`;
      if (!leaves || link.download || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      if (link.target === '_blank') return;
      mark('data-active', PATIENCE_MS);
      if (link.pathname !== location.pathname) mark('data-outline', OUTLINE_MS);
    };
    document.addEventListener('click', onClick);
    return () => {
      for (const timer of timers) window.clearTimeout(timer);
      document.removeEventListener('click', onClick);
    };
  }, [place]);
  return <div ref={line} className="pending" aria-hidden="true" />;
}
