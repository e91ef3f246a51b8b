'use client';

import { useActionState } from 'react';

interface RunButtonProps {
  readonly action: (state: string | null, form: FormData) => Promise<string | null>;
  /** The run's or its request's id. */
  readonly id: string;
  readonly label: string;
}

/** A button that changes a run, and says why when that could not be done. Works without a script. */
export function RunButton({ action, id, label }: RunButtonProps) {
  const [problem, send, isSending] = useActionState(action, null);
  return (
    <form action={send} className="run-button">
      <input type="hidden" name="id" value={id} />
      <button type="submit" className="button" disabled={isSending}>
        {label}
      </button>
      {problem !== null && (
        <p role="alert" className="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
