'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

interface ShotViewerProps {
  readonly title: string;
  readonly words: Readonly<Record<'previous' | 'next' | 'close' | 'page', string>>;
  /** How strongly masks cover their photographs. */
  readonly opacity: ReactNode;
}

interface Shown {
  readonly link: HTMLAnchorElement;
  readonly place: number;
  readonly count: number;
}

/**
 * Opens the pictures of the part of the page around it large, over the page: with their masks, the arrow keys going through
 * those of the same range. Without a script, each leads to its own page.
 */
export function ShotViewer({ title, words, opacity }: ShotViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const show = (link: HTMLAnchorElement) => {
    const links = linksBeside(link);
    stage.current?.replaceChildren(largeFrame(link));
    setShown({ link, place: links.indexOf(link), count: links.length });
    if (dialog.current?.open) return;
    dialog.current?.showModal();
    // Not the slider, which has arrow keys of its own.
    dialog.current?.focus();
  };
  const go = (step: number) => {
    const next = shown && linksBeside(shown.link)[shown.place + step];
    if (next) show(next);
  };
  useEffect(() => {
    const part = dialog.current?.parentElement;
    const open = (event: MouseEvent) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>('a.shot-open');
      // Whoever asks for another tab gets the page.
      if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      // Nothing leaves the page: what waits for the next one is not to be told.
      event.stopPropagation();
      show(link);
    };
    part?.addEventListener('click', open);
    return () => part?.removeEventListener('click', open);
  });
  return (
    <dialog
      ref={dialog}
      className="shot-viewer"
      tabIndex={-1}
      aria-label={title}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step === undefined || (event.target as Element).closest('input')) return;
        event.preventDefault();
        event.stopPropagation();
        go(step);
      }}
      onClose={() => shown?.link.focus()}
    >
      <p className="shot-viewer-said" aria-live="polite">
        {shown?.link.dataset.said} {shown && `(${shown.place + 1} / ${shown.count})`}
      </p>
      <div ref={stage} className="shot-viewer-stage" />
      <p className="shot-viewer-tools">
        <button type="button" className="button" onClick={() => go(-1)} disabled={!shown || shown.place === 0}>
          ← {words.previous}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => go(1)}
          disabled={!shown || shown.place === shown.count - 1}
        >
          {words.next} →
        </button>
        {opacity}
        <a className="text-button" href={shown?.link.href}>
          {words.page}
        </a>
        <button type="button" className="button" onClick={() => dialog.current?.close()}>
          {words.close}
        </button>
      </p>
    </dialog>
  );
}

/** The pictures of the same range, in their order. */
function linksBeside(link: HTMLAnchorElement): HTMLAnchorElement[] {
  const around = link.closest('.lane') ?? document.body;
  return [...around.querySelectorAll<HTMLAnchorElement>('a.shot-open')];
}

/** The picture's frame again, with photograph and masks in pictures of their own: what lies in a sheet is small. */
function largeFrame(link: HTMLAnchorElement): Node {
  const frame = link.querySelector('.shot-frame')?.cloneNode(true) as HTMLElement;
  const { photo, stencils } = link.dataset;
  for (const small of frame.querySelectorAll('.shot-sheet')) {
    const isPhoto = small.classList.contains('shot-photo');
    const large = document.createElement('img');
    large.className = small.className.replace('shot-sheet', '').trim();
    large.alt = isPhoto ? (small.getAttribute('aria-label') ?? '') : '';
    large.src = (isPhoto ? photo : stencils) ?? '';
    small.replaceWith(large);
  }
  return frame;
}
