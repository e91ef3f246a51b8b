'use client';

import { useEffect, useId, useRef, useState } from 'react';

/** Hovering shorter than this passes over a word without opening it. */
const PATIENCE_MS = 250;
/** Time to go from the word to its meaning. */
const GRACE_MS = 150;
const GAP = 6;

/**
 * A word that opens its meaning on hover, focus or tap, and is described by it. Its own few lines: a library for floating
 * things weighs more than a page's other scripts together.
 */
export function Hint({ text, title, meaning }: { text: string; title: string; meaning: string }) {
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const timer = useRef<number>(undefined);
  const [open, setOpen] = useState(false);
  const later = (shown: boolean, ms: number) => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setOpen(shown), ms);
  };
  const now = (shown: boolean) => {
    window.clearTimeout(timer.current);
    setOpen(shown);
  };
  useEffect(() => {
    if (!open || !word.current || !tip.current) return;
    tip.current.showPopover();
    place(tip.current, word.current);
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    const onScroll = () => setOpen(false);
    document.addEventListener('keydown', onKey);
    document.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('scroll', onScroll, { capture: true });
    };
  }, [open]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return (
    <>
      <button
        ref={word}
        type="button"
        className="term"
        aria-describedby={open ? id : undefined}
        onPointerEnter={() => later(true, PATIENCE_MS)}
        onPointerLeave={() => later(false, GRACE_MS)}
        onFocus={() => now(true)}
        onBlur={() => now(false)}
        onClick={() => now(true)}
      >
        {text}
      </button>
      {open && (
        <span
          ref={tip}
          id={id}
          role="tooltip"
          popover="manual"
          className="tip"
          onPointerEnter={() => now(true)}
          onPointerLeave={() => later(false, GRACE_MS)}
        >
          <strong>{title}</strong>
          {meaning}
        </span>
      )}
    </>
  );
}

/** Under the word, or over it where there is no room; never out of the window. */
function place(tip: HTMLElement, word: HTMLElement): void {
  const { left, top, bottom } = word.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const below = bottom + GAP;
  tip.style.left = `${Math.max(GAP, Math.min(left, window.innerWidth - width - GAP))}px`;
  tip.style.top = `${below + height > window.innerHeight ? Math.max(GAP, top - height - GAP) : below}px`;
}
