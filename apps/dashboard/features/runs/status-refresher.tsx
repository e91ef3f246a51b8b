'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { followRuns } from './run-feed';

/** Several statuses change together when a run begins or ends. */
const GATHER_MS = 150;

/** Asks for the page again when the status of a run changes. */
export function StatusRefresher() {
  const router = useRouter();
  useEffect(() => {
    let timer: number | undefined;
    const stop = followRuns(({ kind }) => {
      if (kind !== 'STATUS') return;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => router.refresh(), GATHER_MS);
    });
    return () => {
      window.clearTimeout(timer);
      stop();
    };
  }, [router]);
  return null;
}
