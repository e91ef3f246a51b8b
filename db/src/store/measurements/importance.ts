import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { cluster, rangeImportance, unit } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** How many predictions of so many samples change when a range is set to zero. */
export interface ImportanceRecord {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  readonly changed: number;
  /** When as much is removed at random places. */
  readonly controlChanged: number;
  /** Either way. */
  readonly bothChanged: number;
  readonly samples: number;
}
export interface UnitImportanceRecord {
  readonly unit: number;
  readonly ranges: readonly ImportanceRecord[];
}
/** Of all units' ranges of one number at once. */
export interface LayerImportanceRecord {
  /** Units that took part. */
  readonly units: number;
  readonly ranges: readonly ImportanceRecord[];
}

/** What of a run's importance is there. */
export interface ImportanceState {
  readonly doneUnits: ReadonlySet<number>;
  /** Units that took part when all were set to zero at once; 0 while that was not measured. */
  readonly layerUnits: number;
}

/** What is older than its control counts as not measured. @throws StoreError when the database fails */
export function readImportanceState({ db }: Store, runId: number): Promise<ImportanceState> {
  return orStoreError(`Reading the importance of run ${runId}`, async () => {
    const done = await db
      .selectDistinct({ unit: unit.unitIndex })
      .from(cluster)
      .innerJoin(unit, eq(unit.id, cluster.unitId))
      .where(and(eq(cluster.runId, runId), isNotNull(cluster.importanceControlChanged)));
    const [layer] = await db
      .select({ units: rangeImportance.unitCount })
      .from(rangeImportance)
      .where(and(eq(rangeImportance.runId, runId), isNotNull(rangeImportance.controlChanged)))
      .limit(1);
    return { doneUnits: new Set(done.map((row) => row.unit)), layerUnits: layer?.units ?? 0 };
  });
}

/** Stores one unit's importance, all its ranges or none; repeating it changes nothing. @throws StoreError */
export async function writeUnitImportance(
  { db }: Store,
  { runId, unit: unitIndex, ranges }: UnitImportanceRecord & { readonly runId: number },
): Promise<void> {
  const indexes = sql.param(ranges.map(({ clusterIndex }) => clusterIndex));
  const changed = sql.param(ranges.map((range) => range.changed));
  const control = sql.param(ranges.map((range) => range.controlChanged));
  const both = sql.param(ranges.map((range) => range.bothChanged));
  const samples = sql.param(ranges.map((range) => range.samples));
  await orStoreError(`Writing the importance of unit ${unitIndex}`, () =>
    db.execute(sql`
      update cluster c set importance_changed = i.changed, importance_samples = i.samples,
        importance_control_changed = i.control, importance_both_changed = i.both_changed
      from run r, unit u,
        unnest(${indexes}::int[], ${changed}::int[], ${control}::int[], ${both}::int[], ${samples}::int[])
          as i (cluster_index, changed, control, both_changed, samples)
      where r.id = ${runId} and u.layer_id = r.layer_id and u.unit_index = ${unitIndex}
        and c.run_id = r.id and c.unit_id = u.id and c.cluster_index = i.cluster_index`),
  );
}

/** Stores what all units' ranges of one number do at once, in place of what was stored with fewer units. @throws StoreError */
export async function writeLayerImportance(
  store: Store,
  { runId, units, ranges }: LayerImportanceRecord & { readonly runId: number },
): Promise<void> {
  await orStoreError(`Writing the range importance of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      await tx.delete(rangeImportance).where(eq(rangeImportance.runId, runId));
      if (ranges.length === 0) return;
      await tx.insert(rangeImportance).values(ranges.map((range) => ({ runId, unitCount: units, ...range })));
    }),
  );
}
