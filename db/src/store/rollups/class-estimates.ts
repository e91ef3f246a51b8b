import { SPECIALIZATIONS, type Specialization } from '@strata/domain';
import { type PairedCounts, pairedDifference, shareWithInterval } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import { classEstimate } from '../../schema/class-estimate.ts';
import type { Transaction } from '../batches.ts';
import { insertRows } from '../insert-rows.ts';

type EstimateRow = typeof classEstimate.$inferInsert;

interface ClassCount extends Record<string, unknown> {
  readonly runId: number;
  readonly clusterIndex: number;
  readonly specialization: Specialization;
  readonly n: number;
}

interface EndsCount extends PairedCounts, Record<string, unknown> {
  readonly runId: number;
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Estimates anew what the classes of these runs say, from their class points. Shares have Wilson's interval. The rise is
 * that of the specialized share from the lowest range to the highest, over units that are explained in both: the same
 * units twice, so its interval is the one of paired shares.
 */
export async function writeClassEstimates(tx: Transaction, runIds: readonly number[]): Promise<void> {
  const ids = sql`${sql.param([...runIds])}::bigint[]`;
  await tx.execute(sql`delete from class_estimate where run_id = any(${ids}) and measure in ('SHARE', 'RISE')`);
  const { rows: counts } = await tx.execute<ClassCount>(sql`
    select run_id::float8 as "runId", cluster_index as "clusterIndex", specialization, sum(n)::int as n from class_point
    where run_id = any(${ids}) and specialization is not null group by run_id, cluster_index, specialization`);
  if (counts.length === 0) return;
  const has = (of: string, specialized: boolean) =>
    sql`${sql.identifier(of)}.specialization ${sql.raw(specialized ? '=' : '<>')} 'SPECIALIZED'`;
  const units = (low: boolean, high: boolean) =>
    sql`(count(*) filter (where ${has('low', low)} and ${has('high', high)}))::int`;
  const { rows: ends } = await tx.execute<EndsCount>(sql`
    with ends as (
      select run_id, min(cluster_index) as lowest, max(cluster_index) as highest from class_point
      where run_id = any(${ids}) and specialization is not null and cluster_index >= 1
      group by run_id having min(cluster_index) < max(cluster_index)
    )
    select ends.run_id::float8 as "runId", lowest, highest, ${units(true, true)} as both,
      ${units(true, false)} as "onlyFirst", ${units(false, true)} as "onlySecond", ${units(false, false)} as neither
    from ends
    join explanation low on low.run_id = ends.run_id and low.cluster_index = lowest
    join explanation high on high.run_id = ends.run_id and high.cluster_index = highest and high.unit_id = low.unit_id
    where low.specialization is not null and high.specialization is not null
    group by ends.run_id, lowest, highest`);
  const rows = [...sharesOf(counts), ...ends.map(riseOf)];
  await insertRows(tx, classEstimate, rows);
}

/** Every class of every range, also those that none has. */
function sharesOf(counts: readonly ClassCount[]): EstimateRow[] {
  const ranges = Map.groupBy(counts, ({ runId, clusterIndex }) => `${runId} ${clusterIndex}`);
  return [...ranges.values()].flatMap((range) => {
    const { runId, clusterIndex } = range[0] as ClassCount;
    const n = range.reduce((sum, count) => sum + count.n, 0);
    return SPECIALIZATIONS.map((specialization): EstimateRow => {
      const count = range.find((one) => one.specialization === specialization)?.n ?? 0;
      const { share: value, lower, upper } = shareWithInterval(count, n);
      return { runId, measure: 'SHARE', specialization, clusterIndex, n, value, lower, upper };
    });
  });
}

function riseOf({ runId, lowest, highest, ...counts }: EndsCount): EstimateRow {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const { difference: value, lower, upper } = pairedDifference({ both, onlyFirst, onlySecond, neither });
  const n = both + onlyFirst + onlySecond + neither;
  const place = { clusterIndex: highest, fromClusterIndex: lowest };
  return { ...place, runId, measure: 'RISE', specialization: 'SPECIALIZED', n, value, lower, upper };
}
