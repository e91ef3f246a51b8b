'use client';

import { useEffect, useRef } from 'react';

/** Closes the menu it stands in on Escape, on a click elsewhere and after choosing. */
export function MenuCloser() {
  const mark = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const menu = mark.current?.closest('details');
    if (!menu) return;
    const onClick = (event: MouseEvent) => {
      const target = event.target as Element;
      if (!menu.contains(target) || target.closest('a')) menu.open = false;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !menu.open) return;
      menu.open = false;
      menu.querySelector('summary')?.focus();
    };
    document.addEventListener('click', onClick);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('click', onClick);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
  return <span ref={mark} hidden />;
}
