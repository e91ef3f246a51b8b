import { GRADES, type Grade, SPECIALIZATIONS, type Specialization } from '@strata/domain';
import type { Share } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import type { Metric } from '../rollups/metric-columns.ts';
import { sharesByClass } from './read-class-estimates.ts';

export interface DistributionRow {
  /** Explanations that have a value. */
  readonly n: number;
  readonly mean: number;
  readonly meanLower: number;
  readonly meanUpper: number;
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/** What the explanations of a run and range come to. */
export interface TrendPointRow {
  readonly clusterIndex: number;
  readonly n: number;
  /** A metric that no explanation has is missing. */
  readonly metrics: Readonly<Partial<Record<Metric, DistributionRow>>>;
  readonly lengthShares: readonly { readonly length: number; readonly n: number }[];
  /** Explanations of each class; null when they are not classified. */
  readonly classes: Readonly<Record<Specialization, number>> | null;
  /** Explanations of each grade; null when none is graded. */
  readonly grades: Readonly<Record<Grade, number>> | null;
  /** The share of each class with its interval, as stored; null when they are not classified. */
  readonly shares: Readonly<Record<Specialization, Share>> | null;
}

/** A run of a trend, with the version that it explains. */
export interface TrendRunRow {
  readonly runId: number;
  readonly modelVersionId: number;
  readonly clusters: number;
  readonly probeDatasetId: number;
  readonly unitsDone: number;
  /** Of the whole layer. */
  readonly layerUnitCount: number;
}

export interface TrendKey {
  readonly modelId: number;
  readonly layer: string;
}

/**
 * For each key the newest completed run of each version that has the settings of the newest completed run of all, and zeros
 * off as there, by sequence; none when the layer was never explained.
 */
export async function readTrendRuns(
  { db }: Store,
  keys: readonly TrendKey[],
): Promise<(TrendKey & { readonly run: TrendRunRow })[]> {
  const { rows } = await db.execute(sql`
    with done as (
      select v.model_id, l.name, r.id, r.settings_hash, r.clusters, r.probe_dataset_id, r.units_done, l.unit_count, v.id as version_id,
        v.sequence, r.zeros_off, first_value(r.settings_hash) over newest as newest,
        first_value(r.zeros_off) over newest as newest_off
      from unnest(${sql.param(keys.map(({ modelId }) => modelId))}::bigint[], ${sql.param(keys.map(({ layer }) => layer))}::text[])
        as k (model_id, name)
      join model_version v on v.model_id = k.model_id
      join layer l on l.model_version_id = v.id and l.name = k.name
      join run r on r.layer_id = l.id and r.status = 'COMPLETED'
      window newest as (partition by v.model_id, l.name order by r.id desc)
    )
    select distinct on (model_id, name, sequence) model_id::float8 as "modelId", name as layer, id::float8 as "runId",
      version_id::float8 as "modelVersionId", clusters, probe_dataset_id::float8 as "probeDatasetId", units_done as "unitsDone", unit_count as "layerUnitCount"
    from done where settings_hash = newest and zeros_off is not distinct from newest_off
    order by model_id, name, sequence, id desc`);
  return (rows as unknown as (TrendKey & TrendRunRow)[]).map(({ modelId, layer, ...run }) => ({ modelId, layer, run }));
}

/** The newest completed run of a version that a trend leaves out. */
export interface OtherRuleRow extends TrendKey {
  readonly runId: number;
  readonly modelVersionId: number;
}

/**
 * For each key the versions that its trend leaves out because the zeros of their newest completed run are off by another
 * rule than those of the newest of all, or came out otherwise by the same; by sequence.
 */
export async function readOtherZeroRules({ db }: Store, keys: readonly TrendKey[]): Promise<OtherRuleRow[]> {
  const { rows } = await db.execute(sql`
    with done as (
      select v.model_id, l.name, r.id, v.id as version_id, v.sequence, r.off_share, r.zeros_off,
        first_value(r.off_share) over newest as newest_share, first_value(r.zeros_off) over newest as newest_off,
        first_value(r.settings_hash) over newest as newest, r.settings_hash
      from unnest(${sql.param(keys.map(({ modelId }) => modelId))}::bigint[], ${sql.param(keys.map(({ layer }) => layer))}::text[])
        as k (model_id, name)
      join model_version v on v.model_id = k.model_id
      join layer l on l.model_version_id = v.id and l.name = k.name
      join run r on r.layer_id = l.id and r.status = 'COMPLETED'
      window newest as (partition by v.model_id, l.name order by r.id desc)
    ), latest as (
      select distinct on (model_id, name, sequence) *, bool_or(settings_hash = newest
        and zeros_off is not distinct from newest_off) over (partition by model_id, name, version_id) as counted
      from done order by model_id, name, sequence, id desc
    )
    select model_id::float8 as "modelId", name as layer, id::float8 as "runId", version_id::float8 as "modelVersionId"
    from latest where not counted and (off_share, zeros_off) is distinct from (newest_share, newest_off)
    order by model_id, name, sequence`);
  return rows as unknown as OtherRuleRow[];
}

/** Per run, what its explanations come to for each range, ascending: from the rollups, without looking at explanations. */
export async function readTrendPoints({ db }: Store, runIds: readonly number[]): Promise<Map<number, TrendPointRow[]>> {
  const ids = sql`${sql.param([...runIds])}::bigint[]`;
  // An array a run: a trend has thousands of rows, and the driver takes longer for each than the database does.
  const metrics = db.execute<RunOf<MetricTuple>>(sql`
    select run_id::float8 as "runId", json_agg(json_build_array(cluster_index, metric, n, mean, mean_lower, mean_upper,
      lower_quartile, median, upper_quartile)) as rows from metric_point where run_id = any(${ids}) group by run_id`);
  const classes = db.execute<ClassesOfRun>(sql`
    select p.run_id::float8 as "runId", json_agg(json_build_array(cluster_index, length, specialization, n)
      order by cluster_index, length) as rows,
      (select json_agg(json_build_array(e.cluster_index, e.specialization, e.value, e.lower, e.upper)) from class_estimate e
        where e.run_id = p.run_id and e.measure = 'SHARE') as shares,
      (select json_agg(json_build_array(g.cluster_index, g.grade, g.n)) from grade_point g where g.run_id = p.run_id) as grades
    from class_point p where p.run_id = any(${ids}) group by p.run_id`);
  const [{ rows: metricRows }, { rows: classRows }] = await Promise.all([metrics, classes]);
  const metricsOf = new Map(metricRows.map(({ runId, rows }) => [runId, Map.groupBy(rows.map(toMetric), byRange)]));
  return new Map(
    classRows.map(({ runId, rows, shares, grades }) => {
      const sharesOf = Map.groupBy((shares ?? []).map(toShare), byRange);
      const counts = Map.groupBy(rows.map(toCount), byRange);
      const points = [...counts].map(([clusterIndex, own]) =>
        toPoint({
          clusterIndex,
          counts: own,
          metrics: metricsOf.get(runId)?.get(clusterIndex) ?? [],
          shares: sharesOf.get(clusterIndex) ?? null,
          grades: (grades ?? []).filter(([range]) => range === clusterIndex),
        }),
      );
      return [runId, points];
    }),
  );
}

interface RunOf<Tuple> extends Record<string, unknown> {
  readonly runId: number;
  readonly rows: readonly Tuple[];
}

interface ClassesOfRun extends RunOf<ClassTuple> {
  /** Null when the run is not classified. */
  readonly shares: readonly ShareTuple[] | null;
  /** Null when it is not graded. */
  readonly grades: readonly GradeTuple[] | null;
}

type MetricTuple = readonly [
  ...[clusterIndex: number, metric: Metric, n: number, mean: number, meanLower: number, meanUpper: number],
  ...[lowerQuartile: number, median: number, upperQuartile: number],
];
type ClassTuple = readonly [clusterIndex: number, length: number, specialization: Specialization | null, n: number];

type GradeTuple = readonly [clusterIndex: number, grade: Grade, n: number];

type ShareTuple = readonly [clusterIndex: number, specialization: Specialization, ...[number, number, number]];

interface MetricPointRow extends DistributionRow {
  readonly clusterIndex: number;
  readonly metric: Metric;
}

interface ClassPointRow {
  readonly clusterIndex: number;
  readonly length: number;
  readonly specialization: Specialization | null;
  readonly n: number;
}

const byRange = ({ clusterIndex }: { readonly clusterIndex: number }) => clusterIndex;

function toMetric(tuple: MetricTuple): MetricPointRow {
  const [clusterIndex, metric, n, mean, meanLower, meanUpper, lowerQuartile, median, upperQuartile] = tuple;
  return { clusterIndex, metric, n, mean, meanLower, meanUpper, lowerQuartile, median, upperQuartile };
}

function toCount([clusterIndex, length, specialization, n]: ClassTuple): ClassPointRow {
  return { clusterIndex, length, specialization, n };
}

function toShare([clusterIndex, specialization, share, lower, upper]: ShareTuple) {
  return { clusterIndex, specialization, share, lower, upper };
}

function toPoint({
  clusterIndex,
  counts,
  metrics,
  shares,
  grades,
}: {
  clusterIndex: number;
  counts: readonly ClassPointRow[];
  metrics: readonly MetricPointRow[];
  shares: readonly ReturnType<typeof toShare>[] | null;
  grades: readonly GradeTuple[];
}): TrendPointRow {
  const total = (rows: readonly ClassPointRow[]) => rows.reduce((sum, { n }) => sum + n, 0);
  const explained = counts.filter(({ length }) => length > 0);
  const of = (specialization: Specialization) => total(counts.filter((row) => row.specialization === specialization));
  const classes = Object.fromEntries(SPECIALIZATIONS.map((one) => [one, of(one)])) as Record<Specialization, number>;
  return {
    clusterIndex,
    n: total(explained),
    metrics: Object.fromEntries(metrics.map(({ metric, ...row }) => [metric, row])),
    lengthShares: [...Map.groupBy(explained, ({ length }) => length)].map(([length, rows]) => ({
      length,
      n: total(rows),
    })),
    classes: Object.values(classes).some((count) => count > 0) ? classes : null,
    grades: grades.length === 0 ? null : gradeCounts(grades),
    shares: shares && sharesByClass(shares),
  };
}

function gradeCounts(grades: readonly GradeTuple[]): Record<Grade, number> {
  const counts = new Map(grades.map(([, grade, n]) => [grade, n]));
  return Object.fromEntries(GRADES.map((grade) => [grade, counts.get(grade) ?? 0])) as Record<Grade, number>;
}
