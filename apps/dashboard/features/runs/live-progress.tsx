'use client';

import { useEffect, useState } from 'react';
import { durationText, Pace } from './pace';
import { followRuns } from './run-feed';

interface LiveProgressProps {
  /** The run's id or its request's; events of either are its own. */
  readonly ids: readonly string[];
  readonly done: number;
  /** 0 while the layer's size is not known yet. */
  readonly total: number;
  /** How far it is in words, with {done} and {total} in it. */
  readonly text: string;
  readonly label: string;
  readonly locale: string;
  /** What is left in words, with {left} in it. */
  readonly leftText: string;
}

/** How far a run is, as the workers tell it; as it was when the page was made without a script. */
export function LiveProgress({ ids, done, total, text, label, locale, leftText }: LiveProgressProps) {
  const [now, setNow] = useState({ done, total, note: '', leftMs: null as number | null });
  const wanted = ids.join(' ');
  useEffect(() => {
    const own = new Set(wanted.split(' '));
    const pace = new Pace();
    return followRuns(({ unitsDone, unitsTotal, message, run, request }) => {
      if (!own.has(run?.id ?? '') && !own.has(request?.id ?? '')) return;
      setNow((before) => {
        const [isDone, ofAll] = [unitsDone ?? before.done, unitsTotal ?? before.total];
        const leftMs = pace.left({ done: isDone, total: ofAll, atMs: performance.now() }) ?? before.leftMs;
        return { done: isDone, total: ofAll, note: message ?? before.note, leftMs };
      });
    });
  }, [wanted]);
  const count = new Intl.NumberFormat(locale);
  const known = now.total > 0;
  return (
    <div className="run-live">
      <progress className="run-progress" aria-label={label} {...(known ? { value: now.done, max: now.total } : {})} />
      {known && (
        <span className="figures">
          {text.replace('{done}', count.format(now.done)).replace('{total}', count.format(now.total))}
        </span>
      )}
      {now.leftMs !== null && now.done < now.total && (
        <span className="text-quiet">{leftText.replace('{left}', durationText(now.leftMs, locale))}</span>
      )}
      {now.note !== '' && (
        <span role="status" className="text-quiet">
          {now.note}
        </span>
      )}
    </div>
  );
}
