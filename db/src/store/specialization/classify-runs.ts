import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';
import { classifyRun } from './classify-run.ts';
import type { SpecializationRules } from './rules.ts';
import { readRunFamily } from './run-family.ts';

/**
 * Brings up to date how specialized explanations are, and what is estimated of that: of this completed run, of every run
 * whose baselines are others now, and of all that are measured against it where it is untrained. A transaction a run.
 * Safe to repeat: what is right is not written again, and what an interruption left out is done.
 * @throws StoreError when the database refuses
 */
export async function classifyRuns(
  store: Store,
  { runId, rules }: { runId: number; rules: SpecializationRules },
): Promise<void> {
  await orStoreError(`Classifying the explanations of run ${runId}`, async () => {
    const family = await readRunFamily(store.db, runId);
    const isBaseline = family.some((one) => one.runId === runId && one.isBaseline);
    const known = new Map();
    for (const { runId: one, isCurrent } of family)
      if (one === runId || isBaseline || !isCurrent) await classifyRun(store, { runId: one, rules, known });
  });
}
