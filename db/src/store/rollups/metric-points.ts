import { bootstrapMeans, quantileOf } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import { METRICS, metricPoint } from '../../schema/metric-point.ts';
import { inBatches, type Transaction } from '../batches.ts';
import { METRIC_COLUMNS, type Metric } from './metric-columns.ts';

type Row = Readonly<Record<Metric, number | null>> & { readonly clusterIndex: number };
type PointRow = typeof metricPoint.$inferInsert;

/** Writes how each metric spreads over a run's explanations, range by range, in place of what stood there. */
export async function writeMetricPoints(tx: Transaction, runId: number): Promise<void> {
  const columns = METRICS.map((metric) => sql`${sql.identifier(METRIC_COLUMNS[metric])} as ${sql.identifier(metric)}`);
  const { rows } = await tx.execute(sql`
    select cluster_index as "clusterIndex", ${sql.join(columns, sql`, `)} from explanation
    where run_id = ${runId} order by cluster_index, unit_index`);
  const byRange = Map.groupBy(rows as unknown as Row[], ({ clusterIndex }) => clusterIndex);
  const points = [...byRange].flatMap(([clusterIndex, range]) => pointsOf({ runId, clusterIndex, range }));
  await tx.execute(sql`delete from metric_point where run_id = ${runId}`);
  for (const batch of inBatches(points)) await tx.insert(metricPoint).values(batch);
}

function pointsOf({
  runId,
  clusterIndex,
  range,
}: {
  runId: number;
  clusterIndex: number;
  range: readonly Row[];
}): PointRow[] {
  const columns = METRICS.map((metric) => range.map((row) => row[metric]));
  // Seeded by the range alone: whoever rolls up the same explanations gets the same intervals.
  const intervals = bootstrapMeans(columns, { seed: clusterIndex });
  return METRICS.flatMap((metric, at) => {
    const interval = intervals[at];
    const values = (columns[at] ?? []).filter((value) => value !== null).sort((a, b) => a - b);
    if (!interval || values.length === 0) return [];
    const point: PointRow = {
      runId,
      clusterIndex,
      metric,
      n: values.length,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      meanLower: interval.lower,
      meanUpper: interval.upper,
      lowerQuartile: quantileOf(values, 0.25),
      median: quantileOf(values, 0.5),
      upperQuartile: quantileOf(values, 0.75),
    };
    return [point];
  });
}
