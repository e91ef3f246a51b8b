import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import type { RunPair } from './compared-layers.ts';
import { comparedRangesSql } from './compared-ranges-sql.ts';

/** How many ranges became what, and how their IoU moved. */
export interface ComparisonCounts {
  readonly same: number;
  readonly changed: number;
  readonly appeared: number;
  readonly disappeared: number;
  readonly newlySpecialized: number;
  readonly lostSpecialization: number;
  /** Sum of IoU after less IoU before, of ranges that are explained in both. */
  readonly deltaIouSum: number;
}

export interface RangeComparison extends ComparisonCounts {
  readonly clusterIndex: number;
}

/** What became of the aligned ranges of these runs, per range number, ascending. */
export async function readComparison({ db }: Store, pairs: readonly RunPair[]): Promise<RangeComparison[]> {
  const { rows } = await db.execute(sql`
    select cluster_index as "clusterIndex",
      (count(*) filter (where status = 'SAME'))::int as same,
      (count(*) filter (where status = 'CHANGED'))::int as changed,
      (count(*) filter (where status = 'APPEARED'))::int as appeared,
      (count(*) filter (where status = 'DISAPPEARED'))::int as disappeared,
      (count(*) filter (where specialization_change = 'NEWLY_SPECIALIZED'))::int as "newlySpecialized",
      (count(*) filter (where specialization_change = 'LOST_SPECIALIZATION'))::int as "lostSpecialization",
      coalesce(sum(delta_iou) filter (where status in ('SAME', 'CHANGED')), 0) as "deltaIouSum"
    from ${comparedRangesSql(pairs)} compared group by cluster_index order by cluster_index`);
  return rows as unknown as RangeComparison[];
}
