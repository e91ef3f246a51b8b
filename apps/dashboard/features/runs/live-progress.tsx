'use client';

import { useEffect, useState } from 'react';
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
}

/** How far a run is, as the workers tell it; as it was when the page was made without a script. */
export function LiveProgress({ ids, done, total, text, label, locale }: LiveProgressProps) {
  const [now, setNow] = useState({ done, total, note: '' });
  const wanted = ids.join(' ');
  useEffect(() => {
    const own = new Set(wanted.split(' '));
    return followRuns(({ unitsDone, unitsTotal, message, run, request }) => {
      if (!own.has(run?.id ?? '') && !own.has(request?.id ?? '')) return;
      setNow((before) => ({
        done: unitsDone ?? before.done,
        total: unitsTotal ?? before.total,
        note: message ?? before.note,
      }));
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
      {now.note !== '' && (
        <span role="status" className="text-quiet">
          {now.note}
        </span>
      )}
    </div>
  );
}
