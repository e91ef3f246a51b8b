import { eq, sql } from 'drizzle-orm';
import { run } from '../schema/index.ts';
import { gradeRun, type LayerGrader } from './evidence/grade-run.ts';
import type { Store } from './open-store.ts';
import { rollUpRun } from './rollups/roll-up-run.ts';
import { emitRunEvent } from './runs/run-events.ts';
import { showRunOfLayer } from './show-run.ts';
import { orStoreError } from './store-failure.ts';

/** Milliseconds of each stage; a stage left out did not run or was not measured. */
export interface RunTimings {
  readonly activations?: number | undefined;
  readonly index?: number | undefined;
  readonly ranges?: number | undefined;
  readonly hits?: number | undefined;
  readonly search?: number | undefined;
  readonly evidence?: number | undefined;
  readonly samples?: number | undefined;
  readonly write?: number | undefined;
  readonly total?: number | undefined;
}

export interface RunSummary {
  readonly timingsMs: RunTimings;
  readonly peakRssBytes: number | null;
  /** Default: nothing is graded. */
  readonly gradeLayer?: LayerGrader | undefined;
}

/** Marks the run completed, with what its explanations come to. */
export async function finishRun(
  store: Store,
  { runId, timingsMs, peakRssBytes, gradeLayer }: RunSummary & { runId: number },
): Promise<void> {
  await orStoreError(`Finishing run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      await tx
        .update(run)
        .set({
          status: 'COMPLETED',
          error: null,
          finishedAt: sql`now()`,
          activationsMs: timingsMs.activations,
          indexMs: timingsMs.index,
          rangesMs: timingsMs.ranges,
          hitsMs: timingsMs.hits,
          searchMs: timingsMs.search,
          evidenceMs: timingsMs.evidence,
          samplesMs: timingsMs.samples,
          writeMs: timingsMs.write,
          totalMs: timingsMs.total,
          peakRssBytes,
        })
        .where(eq(run.id, runId));
      if (gradeLayer) await gradeRun(tx, { runId, gradeLayer });
      await rollUpRun(tx, runId);
      await showRunOfLayer(tx, runId);
      await emitRunEvent(tx, { runId, kind: 'STATUS', status: 'COMPLETED' });
    }),
  );
}

/** Marks the run stopped; the same configuration and inputs resume it. */
export async function failRun(
  store: Store,
  { runId, message, interrupted }: { runId: number; message: string; interrupted: boolean },
): Promise<void> {
  await orStoreError(`Recording the failure of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      const status = interrupted ? 'INTERRUPTED' : 'FAILED';
      await tx.update(run).set({ status, error: message, finishedAt: sql`now()` }).where(eq(run.id, runId));
      await emitRunEvent(tx, { runId, kind: 'STATUS', status, message });
    }),
  );
}
