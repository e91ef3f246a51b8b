import { bootstrapMeans, bootstrapOf, type Interval, quantileOf } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import { METRICS, metricPoint } from '../../schema/metric-point.ts';
import type { Transaction } from '../batches.ts';
import { insertRows } from '../insert-rows.ts';
import { METRIC_SQL, type Metric } from './metric-columns.ts';

type Row = Readonly<Record<Metric, number | null>> & { readonly clusterIndex: number };
type PointRow = typeof metricPoint.$inferInsert;

/** Writes how each metric spreads over a run's explanations, range by range, in place of what stood there. */
export async function writeMetricPoints(tx: Transaction, runId: number): Promise<void> {
  const columns = METRICS.map((metric) => sql`${sql.raw(METRIC_SQL[metric])} as ${sql.identifier(metric)}`);
  const { rows } = await tx.execute(sql`
    select cluster_index as "clusterIndex", ${sql.join(columns, sql`, `)} from explanation
    where run_id = ${runId} order by cluster_index, unit_index`);
  const byRange = Map.groupBy(rows as unknown as Row[], ({ clusterIndex }) => clusterIndex);
  const points = [...byRange].flatMap(([clusterIndex, range]) => pointsOf({ runId, clusterIndex, range }));
  await tx.execute(sql`delete from metric_point where run_id = ${runId}`);
  await insertRows(tx, metricPoint, points);
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
    const values = (columns[at] ?? []).filter((value) => value !== null).sort((a, b) => a - b);
    const own = metric === 'TIMES_SHUFFLED' ? timesShuffled(range, clusterIndex) : meanOf(values, intervals[at]);
    if (!own || values.length === 0) return [];
    const point: PointRow = {
      runId,
      clusterIndex,
      metric,
      n: values.length,
      mean: own.mean,
      meanLower: own.lower,
      meanUpper: own.upper,
      lowerQuartile: quantileOf(values, 0.25),
      median: quantileOf(values, 0.5),
      upperQuartile: quantileOf(values, 0.75),
    };
    return [point];
  });
}

interface Mean extends Interval {
  readonly mean: number;
}

function meanOf(values: readonly number[], interval: Interval | null | undefined): Mean | null {
  if (!interval) return null;
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, ...interval };
}

/**
 * Mean held-out IoU over mean shuffled IoU, explanation by explanation drawn together: a mean of ratios would be made by the
 * few whose denominator is next to nothing. Null where shuffled images overlap nothing at all.
 */
function timesShuffled(range: readonly Row[], seed: number): Mean | null {
  const heldOut: number[] = [];
  const shuffled: number[] = [];
  for (const row of range) {
    if (row.HELD_OUT_IOU === null || row.SHUFFLED_IOU === null) continue;
    heldOut.push(row.HELD_OUT_IOU);
    shuffled.push(row.SHUFFLED_IOU);
  }
  const ratioOf = (rows: Iterable<number>): number => {
    let [first, second] = [0, 0];
    for (const row of rows) {
      first += heldOut[row] as number;
      second += shuffled[row] as number;
    }
    return second === 0 ? Number.NaN : first / second;
  };
  const mean = ratioOf(heldOut.keys());
  const interval = Number.isNaN(mean) ? null : bootstrapOf(heldOut.length, ratioOf, { seed });
  return interval && { mean, ...interval };
}
