'use client';

import { useState } from 'react';

interface CopyLinkProps {
  readonly label: string;
  readonly done: string;
  /** A text to copy in which `{origin}` stands for this installation's address. Default: the address of exactly this view. */
  readonly text?: string;
  /** Default `button`. */
  readonly className?: string;
}

/** Copies the address of exactly this view, or a text that holds one. */
export function CopyLink({ label, done, text, className = 'button' }: CopyLinkProps) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text?.replaceAll('{origin}', location.origin) ?? location.href);
    setCopied(true);
    window.setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" className={`${className} needs-script`} onClick={copy}>
      {text === undefined && (
        <svg
          viewBox="0 0 16 16"
          width={14}
          height={14}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.4}
          strokeLinecap="round"
          aria-hidden="true"
        >
          <path d="M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.4-2.4a2.6 2.6 0 0 0-3.7-3.7L8 4.3M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.1 9.2a2.6 2.6 0 0 0 3.7 3.7L8 11.7" />
        </svg>
      )}
      <span role="status">{copied ? done : label}</span>
    </button>
  );
}
