import { shareWithInterval } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import type { Metric } from '../rollups/metric-columns.ts';
import type { GateMeasure } from './gate-values.ts';

/** A stored number of a range with its 95 % interval. */
export interface StoredEstimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly n: number;
}

/** What is stored of a range; null: not computed. */
export async function readStoredEstimate(
  { db }: Store,
  {
    runId,
    clusterIndex,
    measure,
  }: { readonly runId: number; readonly clusterIndex: number; readonly measure: GateMeasure | 'EXCESS' },
): Promise<StoredEstimate | null> {
  if (measure === 'SPECIFICATIONS_HELD') return null;
  if (measure === 'CLEAR_SHARE') return readClearShare({ db }, { runId, clusterIndex });
  const isClass = measure === 'EXCESS' || measure === 'SPECIALIZED_SHARE';
  const { rows } = await db.execute<StoredEstimate & Record<string, unknown>>(
    isClass
      ? sql`select value, lower, upper, n from class_estimate where run_id = ${runId} and cluster_index = ${clusterIndex}
          and specialization = 'SPECIALIZED' and measure = ${measure === 'EXCESS' ? 'EXCESS' : 'SHARE'}`
      : sql`select mean as value, mean_lower as lower, mean_upper as upper, n from metric_point
          where run_id = ${runId} and cluster_index = ${clusterIndex} and metric = ${measure satisfies Metric}`,
  );
  return rows[0] ?? null;
}

async function readClearShare(
  { db }: Pick<Store, 'db'>,
  { runId, clusterIndex }: { readonly runId: number; readonly clusterIndex: number },
): Promise<StoredEstimate | null> {
  const { rows } = await db.execute<{ clear: number; n: number }>(sql`
    select coalesce(sum(n) filter (where grade = 'CLEAR'), 0)::int as clear, coalesce(sum(n), 0)::int as n from grade_point
    where run_id = ${runId} and cluster_index = ${clusterIndex}`);
  const { clear, n } = rows[0] ?? { clear: 0, n: 0 };
  if (n === 0) return null;
  const { share, lower, upper } = shareWithInterval(clear, n);
  return { value: share, lower, upper, n };
}
