import { eq } from 'drizzle-orm';
import { run, unit, unitRun } from '../schema/index.ts';
import { onlyRow } from './batches.ts';
import { takeEvidenceSettings } from './evidence/take-settings.ts';
import { findOrCreateRun } from './find-or-create-run.ts';
import { failRun, finishRun, type RunSummary } from './finish-run.ts';
import type { Store } from './open-store.ts';
import { takeBackRollups } from './rollups/roll-up-run.ts';
import type { RunDescriptor } from './run-descriptor.ts';
import { lockRun, type RunLockOptions } from './run-lock.ts';
import { progressTeller } from './runs/progress-teller.ts';
import { emitRunEvent } from './runs/run-events.ts';
import { showRunOfLayer } from './show-run.ts';
import { orStoreError } from './store-failure.ts';
import type { UnitRecord } from './unit-record.ts';
import { writeUnits } from './write-units.ts';

/** Where one run's results go. The run stays locked for this process until `release`. */
export interface RunSink {
  readonly runId: number;
  /** Every unit asked for is there and the run was completed; nothing is left to compute. */
  readonly alreadyComplete: boolean;
  readonly doneUnits: ReadonlySet<number>;
  /** Keeps a unit's result, whole or not at all; repeating it changes nothing. */
  writeUnit(result: UnitRecord): Promise<void>;
  /** Keeps the results of some units, all or none: in one transaction, which costs much less than one each. */
  writeUnits(results: readonly UnitRecord[]): Promise<void>;
  finish(summary: RunSummary): Promise<void>;
  fail(message: string, interrupted: boolean): Promise<void>;
  /** Lets other processes have the run. Safe to repeat. */
  release(): Promise<void>;
}

/**
 * Finds or creates the run of these inputs and this configuration, and holds it for this process.
 * @throws StrataError STORE_CONFLICT when stored inputs contradict the descriptor or another process computes the run
 * @throws StoreError when the database refuses
 */
export async function beginRun(
  store: Store,
  descriptor: RunDescriptor,
  options: RunLockOptions = {},
): Promise<RunSink> {
  const rows = await orStoreError('Storing the inputs of the run', () => findOrCreateRun(store, descriptor));
  const { runId } = rows;
  const release = await lockRun(store, runId, options);
  try {
    const state = await orStoreError('Starting the run', () => startRun(store, { runId, descriptor }));
    const tell = progressTeller(store, runId);
    return {
      runId,
      ...state,
      writeUnit: async (result) => tell(await writeUnits(store, { rows, results: [result] })),
      writeUnits: async (results) => tell(await writeUnits(store, { rows, results })),
      finish: (summary) => finishRun(store, { ...summary, runId }),
      fail: (message, interrupted) => failRun(store, { runId, message, interrupted }),
      release,
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/** Reads what is done, and marks the run running unless it is complete. */
function startRun(
  store: Store,
  { runId, descriptor }: { runId: number; descriptor: RunDescriptor },
): Promise<{ alreadyComplete: boolean; doneUnits: ReadonlySet<number> }> {
  return store.db.transaction(async (tx) => {
    // Held, so that no unit is counted by another worker between the next statement and the one that writes the sum.
    const { status } = onlyRow(
      await tx.select({ status: run.status }).from(run).where(eq(run.id, runId)).for('no key update'),
    );
    const done = await tx
      .select({ index: unit.unitIndex })
      .from(unitRun)
      .innerJoin(unit, eq(unit.id, unitRun.unitId))
      .where(eq(unitRun.runId, runId));
    const doneUnits = new Set(done.map(({ index }) => index));
    const alreadyComplete = status === 'COMPLETED' && descriptor.units.every((index) => doneUnits.has(index));
    if (alreadyComplete) return { alreadyComplete, doneUnits };
    const [unitsDone, unitsTotal] = [doneUnits.size, new Set([...doneUnits, ...descriptor.units]).size];
    await tx
      .update(run)
      .set({
        status: 'RUNNING',
        error: null,
        finishedAt: null,
        unitsDone,
        unitsTotal,
        codeVersion: descriptor.codeVersion,
        machine: descriptor.machine,
        threads: descriptor.threads,
      })
      .where(eq(run.id, runId));
    if (descriptor.evidence) await takeEvidenceSettings(tx, { runId, settings: descriptor.evidence });
    await takeBackRollups(tx, runId);
    await showRunOfLayer(tx, runId);
    if (status !== 'RUNNING')
      await emitRunEvent(tx, { runId, kind: 'STATUS', status: 'RUNNING', unitsDone, unitsTotal });
    return { alreadyComplete, doneUnits };
  });
}
