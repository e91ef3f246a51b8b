import { sql } from 'drizzle-orm';
import type { Store } from './open-store.ts';
import { METRIC_SQL } from './rollups/metric-columns.ts';
import { orStoreError } from './store-failure.ts';

/** One range of a run over all its units. */
export interface RangeSummary {
  readonly clusterIndex: number;
  /** Explanations counted. */
  readonly n: number;
  readonly meanIou: number;
  /** Mean held-out IoU over mean shuffled IoU; null where it was not computed. */
  readonly timesShuffled: number | null;
  readonly meanLength: number;
  /** Share of SPECIALIZED explanations; null when they are not classified. */
  readonly specializedShare: number | null;
  /** The explanation with the highest IoU; of equals the lowest unit. */
  readonly best: { readonly unit: number; readonly formula: string; readonly iou: number };
}

/** A run's ranges, highest first. */
export async function readRunSummary({ db }: Store, runId: number): Promise<RangeSummary[]> {
  const { rows } = await orStoreError(`Reading the summary of run ${runId}`, () =>
    db.execute(sql`
      with explained as (
        select e.cluster_index, e.iou, e.specialization, ${sql.raw(METRIC_SQL.HELD_OUT_IOU)} as held_out,
          ${sql.raw(METRIC_SQL.SHUFFLED_IOU)} as shuffled, f.length, f.text, u.unit_index,
          row_number() over (partition by e.cluster_index order by e.iou desc, u.unit_index) as place
        from explanation e join formula f on f.id = e.formula_id join unit u on u.id = e.unit_id
        where e.run_id = ${runId}
      )
      select cluster_index as "clusterIndex", count(*)::int as n, avg(iou) as "meanIou", avg(held_out) / nullif(avg(shuffled), 0) as "timesShuffled",
        avg(length)::float8 as "meanLength",
        count(*) filter (where specialization = 'SPECIALIZED')::float8 / nullif(count(specialization), 0) as "specializedShare",
        json_build_object('unit', max(unit_index) filter (where place = 1),
          'formula', max(text) filter (where place = 1), 'iou', max(iou)) as best
      from explained group by cluster_index order by cluster_index desc`),
  );
  return rows as unknown as RangeSummary[];
}
