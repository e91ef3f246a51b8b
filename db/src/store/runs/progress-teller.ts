import type { Store } from '../open-store.ts';
import { writeRunEvent } from './run-events.ts';

/** Between two events of one process about one run: enough for a bar to move, few enough to keep. */
const EVERY_MS = 500;

/** How far a run has come. */
export interface RunProgress {
  readonly unitsDone: number;
  readonly unitsTotal: number;
}

/**
 * Writes progress as events, not more often than every half second, and always the last unit's. An event that can't be
 * written is left out: it is the units that count, and the next one says as much.
 */
export function progressTeller(store: Store, runId: number): (progress: RunProgress | null) => Promise<void> {
  let told = Number.NEGATIVE_INFINITY;
  return async (progress) => {
    if (!progress) return;
    const now = performance.now();
    if (now - told < EVERY_MS && progress.unitsDone < progress.unitsTotal) return;
    told = now;
    await writeRunEvent(store, { runId, kind: 'PROGRESS', ...progress }).catch(() => undefined);
  };
}
