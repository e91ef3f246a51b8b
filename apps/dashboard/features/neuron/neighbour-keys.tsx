'use client';

import { useRouter } from 'next/navigation';
import { useLayoutEffect } from 'react';

/** Left and right arrow open the neuron before and after, unless a field has the keys. */
export function NeighbourKeys({ previous, next }: { previous: string | null; next: string | null }) {
  const router = useRouter();
  // Before the page is painted: a key pressed on what one sees must not be lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const field = (event.target as Element).closest('input, select, textarea, dialog, [tabindex="0"]');
      if (field || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const href = event.key === 'ArrowLeft' ? previous : event.key === 'ArrowRight' ? next : null;
      if (href) router.push(href);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [router, previous, next]);
  return null;
}
