import type { Change } from '@strata/domain';
import { sql } from 'drizzle-orm';
import { rangeChange } from '../../schema/index.ts';
import { inBatches } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** A run and the run of an older version that it is compared with. */
export interface ChangedRuns {
  readonly runId: number;
  readonly fromRunId: number;
}

/** What has become of one range that the newer run explains. */
export interface RangeChangeRecord {
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** The old range that it meets; null where there is none. */
  readonly fromClusterIndex: number | null;
  /** IoU of the old formula with the new bitmap; these three are null where the old range has no formula. */
  readonly kept: number | null;
  /** Of the masks of both formulas. */
  readonly similarity: number | null;
  readonly change: Change | null;
}

export interface UnitChangeRecord {
  readonly unit: number;
  readonly ranges: readonly RangeChangeRecord[];
}

/**
 * The units that both runs have done and whose ranges were not compared yet, ascending.
 * @throws StoreError when the database fails
 */
export function readUnitsToCompare({ db }: Store, { runId, fromRunId }: ChangedRuns): Promise<number[]> {
  return orStoreError(`Reading what is compared of run ${runId}`, async () => {
    const { rows } = await db.execute<{ unit: number }>(sql`
      select u.unit_index as unit from unit_run r join unit u on u.id = r.unit_id
      where r.run_id = ${runId}
        and exists (select from explanation e where e.run_id = r.run_id and e.unit_id = r.unit_id)
        and exists (select from unit_run o join unit v on v.id = o.unit_id
          where o.run_id = ${fromRunId} and v.unit_index = u.unit_index)
        and not exists (select from range_change c
          where c.run_id = r.run_id and c.from_run_id = ${fromRunId} and c.unit_id = r.unit_id)
      order by u.unit_index`);
    return rows.map(({ unit }) => unit);
  });
}

/** Stores what has become of some units' ranges, all or none; repeating it changes nothing. @throws StoreError */
export async function writeRangeChanges(
  store: Store,
  { runId, fromRunId, units }: ChangedRuns & { readonly units: readonly UnitChangeRecord[] },
): Promise<void> {
  const records = units.flatMap(({ unit, ranges }) => ranges.map((range) => ({ ...range, unit })));
  await orStoreError(`Writing the changes of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      const indexes = sql.param([...new Set(records.map(({ unit }) => unit))]);
      const { rows } = await tx.execute<{ id: number; unit: number }>(sql`
        select u.id::float8 as id, u.unit_index as unit from unit u join run r on r.layer_id = u.layer_id
        where r.id = ${runId} and u.unit_index = any(${indexes}::int[])`);
      const ids = new Map(rows.map(({ id, unit }) => [unit, id]));
      const found = records.map(({ unit, ...range }) => ({
        ...range,
        runId,
        fromRunId,
        unitId: ids.get(unit) as number,
      }));
      for (const batch of inBatches(found)) await tx.insert(rangeChange).values(batch).onConflictDoNothing();
    }),
  );
}
