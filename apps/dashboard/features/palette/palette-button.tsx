'use client';

import { lazy, Suspense, startTransition, useEffect, useState } from 'react';
import type { PaletteWords } from './palette-dialog';

/** Fetched when it is first asked for: most readers of a page never need it. */
const load = () => import('./palette-dialog').then((module) => ({ default: module.PaletteDialog }));
const PaletteDialog = lazy(load);

/** Opens the command palette, by click or by Ctrl+K or ⌘K. */
export function PaletteButton({ words }: { words: PaletteWords }) {
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const show = (shown: boolean) => {
    if (shown) startTransition(() => setWanted(true));
    setOpen(shown);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !(event.target as Element).closest('input, select, textarea, [contenteditable]'))
        document.getElementById('keys')?.togglePopover();
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      startTransition(() => setWanted(true));
      setOpen((was) => !was);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="palette-button needs-script"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={() => void load()}
        onClick={() => show(true)}
      >
        <svg
          viewBox="0 0 16 16"
          width={14}
          height={14}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinecap="round"
          aria-hidden="true"
        >
          <circle cx={7} cy={7} r={4.5} />
          <path d="m10.5 10.5 3 3" />
        </svg>
        <span className="palette-label">{words.open}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {wanted && (
        <Suspense>
          <PaletteDialog open={open} onOpenChange={show} words={words} />
        </Suspense>
      )}
    </>
  );
}
