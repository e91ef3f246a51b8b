import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import type { RunPair } from './compared-layers.ts';
import { comparedRangesSql } from './compared-ranges-sql.ts';

/** How many ranges became what, and how their IoU moved. */
export interface ComparisonCounts {
  /** Of ranges that are explained in both: what has become of their meaning. */
  readonly same: number;
  readonly reworded: number;
  readonly shifted: number;
  readonly newMeaning: number;
  /** Explained in both by formulas that differ; what has become of the meaning was not computed. */
  readonly notComputed: number;
  /** Another meaning, and surely so: no fold of either version's images changes it. */
  readonly meaningChanged: number;
  /** Explained in both by formulas that differ. */
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
  const count = (condition: string) => sql`(count(*) filter (where ${sql.raw(condition)}))::int`;
  const { rows } = await db.execute(sql`
    select cluster_index as "clusterIndex",
      ${count(`change = 'SAME'`)} as same,
      ${count(`change = 'REWORDED'`)} as reworded,
      ${count(`change = 'SHIFTED'`)} as shifted,
      ${count(`change = 'NEW_MEANING'`)} as "newMeaning",
      ${count(`change is null and status = 'CHANGED'`)} as "notComputed",
      ${count('meaning_changed')} as "meaningChanged",
      ${count(`status = 'CHANGED'`)} as changed,
      ${count(`status = 'APPEARED'`)} as appeared,
      ${count(`status = 'DISAPPEARED'`)} as disappeared,
      ${count(`specialization_change = 'NEWLY_SPECIALIZED'`)} as "newlySpecialized",
      ${count(`specialization_change = 'LOST_SPECIALIZATION'`)} as "lostSpecialization",
      coalesce(sum(delta_iou) filter (where status in ('SAME', 'CHANGED')), 0) as "deltaIouSum"
    from ${comparedRangesSql(pairs)} compared group by cluster_index order by cluster_index`);
  return rows as unknown as RangeComparison[];
}
