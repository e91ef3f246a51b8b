import type { Specialization } from '@strata/domain';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';

export interface DistributionRow {
  readonly mean: number;
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

export interface TrendPointRow {
  readonly clusterIndex: number;
  readonly n: number;
  readonly iou: DistributionRow;
  /** Null when no explanation of the range has a lift. */
  readonly lift: DistributionRow | null;
  readonly length: DistributionRow;
  readonly meanChance: number;
  readonly lengthShares: readonly { readonly length: number; readonly n: number }[];
  /** Explanations of each class; null when they are not classified. */
  readonly classes: Readonly<Record<Specialization, number>> | null;
}

/** A run of a trend, with the version that it explains. */
export interface TrendRunRow {
  readonly runId: number;
  readonly modelVersionId: number;
  readonly clusters: number;
  readonly probeDatasetId: number;
  readonly unitsDone: number;
}

export interface TrendKey {
  readonly modelId: number;
  readonly layer: string;
}

/**
 * The newest completed run of each version that has the settings of the newest completed run of all, by sequence; none
 * when the layer was never explained.
 */
export async function readTrendRuns({ db }: Store, { modelId, layer }: TrendKey): Promise<TrendRunRow[]> {
  const { rows } = await db.execute(sql`
    with done as (
      select r.id, r.settings_hash, r.clusters, r.probe_dataset_id, r.units_done, v.id as version_id, v.sequence
      from model_version v join layer l on l.model_version_id = v.id join run r on r.layer_id = l.id
      where v.model_id = ${modelId} and l.name = ${layer} and r.status = 'COMPLETED'
    )
    select distinct on (sequence) id::float8 as "runId", version_id::float8 as "modelVersionId", clusters,
      probe_dataset_id::float8 as "probeDatasetId", units_done as "unitsDone"
    from done where settings_hash = (select settings_hash from done order by id desc limit 1)
    order by sequence, id desc`);
  return rows as unknown as TrendRunRow[];
}

/** Per run, what its explanations come to for each range, ascending. */
export async function readTrendPoints({ db }: Store, runIds: readonly number[]): Promise<Map<number, TrendPointRow[]>> {
  const { rows } = await db.execute(sql`
    with per_length as (
      select run_id, cluster_index, json_agg(json_build_object('length', length, 'n', n) order by length) as shares
      from (select run_id, cluster_index, length, count(*)::int as n from explanation
        where run_id = any(${sql.param([...runIds])}::bigint[]) group by run_id, cluster_index, length) counted
      group by run_id, cluster_index
    ), points as (
      select run_id, cluster_index, count(*)::int as n, avg(chance) as mean_chance,
        avg(iou) as iou_mean, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by iou) as iou,
        avg(lift) as lift_mean, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by lift) as lift,
        json_build_object(
          'UNSPECIALIZED', count(*) filter (where specialization = 'UNSPECIALIZED'),
          'WEAKLY_SPECIALIZED', count(*) filter (where specialization = 'WEAKLY_SPECIALIZED'),
          'SPECIALIZED', count(*) filter (where specialization = 'SPECIALIZED')) as classes,
        avg(length)::float8 as length_mean,
        percentile_cont(array[0.25, 0.5, 0.75]) within group (order by length) as length
      from explanation where run_id = any(${sql.param([...runIds])}::bigint[]) group by run_id, cluster_index
    )
    select run_id::float8 as "runId", cluster_index as "clusterIndex", n, mean_chance as "meanChance",
      iou_mean as "iouMean", iou, lift_mean as "liftMean", lift, length_mean as "lengthMean", length, shares, classes
    from points join per_length using (run_id, cluster_index) order by run_id, cluster_index`);
  const points = (rows as unknown as RawPoint[]).map((row) => ({ runId: row.runId, point: toPoint(row) }));
  const byRun = Map.groupBy(points, ({ runId }) => runId);
  return new Map([...byRun].map(([runId, list]) => [runId, list.map(({ point }) => point)]));
}

interface RawPoint {
  readonly runId: number;
  readonly clusterIndex: number;
  readonly n: number;
  readonly meanChance: number;
  readonly iouMean: number;
  readonly iou: Quartiles;
  readonly liftMean: number | null;
  readonly lift: Quartiles | null;
  readonly lengthMean: number;
  readonly length: Quartiles;
  readonly shares: TrendPointRow['lengthShares'];
  readonly classes: Readonly<Record<Specialization, number>>;
}

type Quartiles = readonly [number, number, number];

function toPoint(row: RawPoint): TrendPointRow {
  const { clusterIndex, n, meanChance, shares, classes } = row;
  return {
    clusterIndex,
    n,
    meanChance,
    lengthShares: shares,
    classes: Object.values(classes).some((count) => count > 0) ? classes : null,
    iou: toDistribution(row.iouMean, row.iou),
    lift: row.liftMean === null || row.lift === null ? null : toDistribution(row.liftMean, row.lift),
    length: toDistribution(row.lengthMean, row.length),
  };
}

function toDistribution(mean: number, [lowerQuartile, median, upperQuartile]: Quartiles): DistributionRow {
  return { mean, median, lowerQuartile, upperQuartile };
}
