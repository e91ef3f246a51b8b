'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

/** Shorter waits pass without a sign. */
const PATIENCE_MS = 120;

/** A hairline that grows while the next page is on its way. The page that is there stays readable meanwhile. */
export function Pending() {
  const line = useRef<HTMLDivElement>(null);
  const place = `${usePathname()}?${useSearchParams()}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving at another place is what ends the wait
  useEffect(() => {
    let timer: number | undefined;
    line.current?.removeAttribute('data-active');
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
      const leaves =
        link &&
        link.origin === location.origin &&
        `${link.pathname}${link.search}` !== `${location.pathname}${location.search}`;
      if (!leaves || link.download || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      timer = window.setTimeout(() => line.current?.setAttribute('data-active', ''), PATIENCE_MS);
    };
    document.addEventListener('click', onClick);
    return () => {
      window.clearTimeout(timer);
      document.removeEventListener('click', onClick);
    };
  }, [place]);
  return <div ref={line} className="pending" aria-hidden="true" />;
}
