'use client';

import { REVIEW_VERDICTS, type ReviewVerdict } from '@strata/domain';
import { useLayoutEffect } from 'react';

interface VerdictKeysProps {
  readonly onChoose: (verdict: ReviewVerdict) => void;
  readonly onSend: () => void;
}

/** The keys 1 to 4 choose a verdict, unless a field has the keys; Control and Enter send, also from a field. */
export function VerdictKeys({ onChoose, onSend }: VerdictKeysProps) {
  // Before the page is painted: a key pressed on what one sees must not be lost.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return onSend();
      const field = (event.target as Element).closest('input:not([type="radio"]), select, textarea, dialog');
      if (field || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const verdict = /^[1-4]$/u.test(event.key) ? REVIEW_VERDICTS[Number(event.key) - 1] : undefined;
      if (!verdict) return;
      event.preventDefault();
      onChoose(verdict);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  return null;
}
