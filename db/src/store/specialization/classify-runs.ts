import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';
import { classifyRun } from './classify-run.ts';
import type { SpecializationRules } from './rules.ts';
import { readRunFamily } from './run-family.ts';

/**
 * Brings up to date how specialized explanations are: those of this completed run, and those of every run whose baseline
 * has changed or came later. A transaction a run. Safe to repeat: what is right is not written again, and what an
 * interruption left out is done.
 * @throws StoreError when the database refuses
 */
export async function classifyRuns(
  store: Store,
  { runId, rules }: { runId: number; rules: SpecializationRules },
): Promise<void> {
  await orStoreError(`Classifying the explanations of run ${runId}`, async () => {
    const { baselineRunId, runs } = await readRunFamily(store, runId);
    const baseline = runs.find((one) => one.runId === baselineRunId);
    // First: its default formulas are what the others are measured against, and changing them unmarks the others.
    if (baseline && (baseline.runId === runId || baseline.classifiedAgainst !== baselineRunId))
      await classifyRun(store, { runId: baseline.runId, baselineRunId, rules });
    const family = await readRunFamily(store, runId);
    for (const { runId: one, classifiedAgainst } of family.runs) {
      const isDue = one === runId || classifiedAgainst !== baselineRunId;
      if (one !== baselineRunId && isDue) await classifyRun(store, { runId: one, baselineRunId, rules });
    }
  });
}
