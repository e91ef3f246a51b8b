import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { METRIC_SQL, type Metric } from '../rollups/metric-columns.ts';

/** A histogram of one range's explanations. */
export interface RangeHistogram {
  readonly clusterIndex: number;
  readonly n: number;
  /** Explanations without a value. */
  readonly missing: number;
  /** Values in each bin, ascending. */
  readonly counts: readonly number[];
}

/** Histograms over common bins of equal width; a bin's upper end belongs to the next one, the last one's to itself. */
export interface MetricHistograms {
  /** Null when there is no value at all. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly bins: number;
  readonly ranges: readonly RangeHistogram[];
}

export interface DistributionQuery {
  readonly runId: number;
  readonly metric: Metric;
  readonly bins: number;
}

/** Counts a run's explanations by a metric, range by range, from the smallest value to the largest. */
export async function readDistribution(
  { db }: Store,
  { runId, metric, bins }: DistributionQuery,
): Promise<MetricHistograms> {
  // Lengths are whole: a bin for each, around it.
  const margin = metric === 'LENGTH' ? 0.5 : 0;
  const count = metric === 'LENGTH' ? sql`greatest(1, (upper - lower)::int)` : sql`${bins}::int`;
  const { rows } = await db.execute(sql`
    with valued as (
      select cluster_index, (${sql.raw(METRIC_SQL[metric])})::float8 as value from explanation where run_id = ${runId}
    ), bounds as (
      select min(value) - ${margin} as lower, max(value) + ${margin} as upper from valued
    ), placed as (
      select cluster_index, bins, case when value is null then null when upper = lower then 1
        else least(width_bucket(value, lower, upper, bins), bins) end as bin
      from valued cross join (select lower, upper, ${count} as bins from bounds) bounds
    ), counted as (
      select cluster_index, bin, max(bins) as bins, count(*)::int as n from placed group by cluster_index, bin
    ), ranges as (
      select cluster_index as "clusterIndex", coalesce(sum(n) filter (where bin is not null), 0)::int as n,
        coalesce(sum(n) filter (where bin is null), 0)::int as missing, max(bins) as bins,
        json_agg(json_build_array(bin, n)) filter (where bin is not null) as filled
      from counted group by cluster_index
    )
    select lower, upper, (select coalesce(json_agg(ranges order by "clusterIndex"), '[]'::json) from ranges) as ranges
    from bounds`);
  return toHistograms(rows[0] as unknown as RawHistograms, bins);
}

interface RawHistograms {
  readonly lower: number | null;
  readonly upper: number | null;
  readonly ranges: readonly (Omit<RangeHistogram, 'counts'> & {
    readonly bins: number;
    readonly filled: readonly (readonly [bin: number, n: number])[] | null;
  })[];
}

function toHistograms({ lower, upper, ranges }: RawHistograms, asked: number): MetricHistograms {
  const bins = ranges[0]?.bins ?? asked;
  return {
    lower,
    upper,
    bins,
    ranges: ranges.map(({ clusterIndex, n, missing, filled }) => {
      const counts = new Array<number>(bins).fill(0);
      for (const [bin, inBin] of filled ?? []) counts[bin - 1] = inBin;
      return { clusterIndex, n, missing, counts };
    }),
  };
}
