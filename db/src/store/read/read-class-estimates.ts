import type { Specialization } from '@strata/domain';
import type { Difference, Share } from '@strata/statistics';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { type RunExcess, readExcess } from './read-excess.ts';

/** How the specialized share rises from a run's lowest range to its highest, over the same units. */
export interface RiseRow extends Difference {
  readonly runId: number;
  readonly lowest: number;
  readonly highest: number;
  /** Units that are explained in both ranges. */
  readonly n: number;
}

export interface RangeShares {
  readonly clusterIndex: number;
  /** Explanations. */
  readonly n: number;
  readonly shares: Readonly<Record<Specialization, Share>>;
}

/** What a run's classes say, as it was stored when they were made. */
export interface ClassEstimates {
  /** Ascending; none while the run is not classified. */
  readonly ranges: readonly RangeShares[];
  /** Null with fewer than two ranges, or no unit that has both. */
  readonly rise: RiseRow | null;
  /** Null while the run is not classified. */
  readonly excess: RunExcess | null;
}

/** The rises of these runs; a run that has none is missing. */
export async function readRises({ db }: Store, runIds: readonly number[]): Promise<RiseRow[]> {
  const { rows } = await db.execute(sql`
    select run_id::float8 as "runId", from_cluster_index as lowest, cluster_index as highest, n, value as difference, lower,
      upper from class_estimate where measure = 'RISE' and run_id = any(${sql.param([...runIds])}::bigint[])`);
  return rows as unknown as RiseRow[];
}

/** Everything that is stored of a run's classes. */
export async function readClassEstimates(store: Store, runId: number): Promise<ClassEstimates> {
  const { rows } = await store.db.execute<ShareRow>(sql`
    select cluster_index as "clusterIndex", specialization, n, value as share, lower, upper from class_estimate
    where measure = 'SHARE' and run_id = ${runId} order by cluster_index`);
  const [rise = null] = await readRises(store, [runId]);
  const [excess = null] = await readExcess(store, [runId]);
  const ranges = Map.groupBy(rows, ({ clusterIndex }) => clusterIndex);
  return {
    ranges: [...ranges].map(([clusterIndex, own]) => ({ clusterIndex, n: own[0]?.n ?? 0, shares: sharesByClass(own) })),
    rise,
    excess,
  };
}

/** A class's share of a range, as it is stored. */
export interface ClassShareRow extends Share {
  readonly specialization: Specialization;
}

interface ShareRow extends ClassShareRow, Record<string, unknown> {
  readonly clusterIndex: number;
  readonly n: number;
}

/** The shares of one range by class: all classes are stored together. */
export function sharesByClass(rows: readonly ClassShareRow[]): Record<Specialization, Share> {
  const shares = rows.map(
    ({ specialization, share, lower, upper }) => [specialization, { share, lower, upper }] as const,
  );
  return Object.fromEntries(shares) as Record<Specialization, Share>;
}
