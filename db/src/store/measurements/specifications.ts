import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { explanation } from '../../schema/index.ts';
import { inBatches } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** In how many of the specifications an explanation is found again. */
export interface SpecificationsRecord {
  readonly unit: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly held: number;
  readonly total: number;
}

/** Explanations of a run that were repeated already, by unit and clusterIndex. @throws StoreError */
export function readRepeatedExplanations(
  { db }: Store,
  runId: number,
): Promise<{ unit: number; clusterIndex: number; total: number }[]> {
  return orStoreError(`Reading the specifications of run ${runId}`, async () => {
    const rows = await db
      .select({
        unit: explanation.unitIndex,
        clusterIndex: explanation.clusterIndex,
        total: explanation.specificationsTotal,
      })
      .from(explanation)
      .where(and(eq(explanation.runId, runId), isNotNull(explanation.specificationsTotal)));
    return rows.map(({ total, ...row }) => ({ ...row, total: total as number }));
  });
}

/** Stores counts, all or none; repeating it changes nothing. @throws StoreError */
export async function writeSpecifications(
  store: Store,
  { runId, counts }: { readonly runId: number; readonly counts: readonly SpecificationsRecord[] },
): Promise<void> {
  await orStoreError(`Writing the specifications of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      for (const batch of inBatches(counts)) {
        const units = sql.param(batch.map(({ unit }) => unit));
        const indexes = sql.param(batch.map(({ clusterIndex }) => clusterIndex));
        const held = sql.param(batch.map((count) => count.held));
        const totals = sql.param(batch.map(({ total }) => total));
        await tx.execute(sql`
          update explanation e set specifications_held = s.held, specifications_total = s.total
          from unnest(${units}::int[], ${indexes}::int[], ${held}::int[], ${totals}::int[])
            as s (unit_index, cluster_index, held, total)
          where e.run_id = ${runId} and e.unit_index = s.unit_index and e.cluster_index = s.cluster_index`);
      }
    }),
  );
}
