import type { ReviewVerdict } from '@strata/domain';
import { sql } from 'drizzle-orm';
import { cluster, explanation } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { verdictsSql } from './carried-sql.ts';
import { DOUBT_SQL, PLACE_DRAWN } from './priority-sql.ts';
import type { ReviewSight } from './reviews.ts';

/** An explanation of a run, and what is said of it. */
export interface JudgedRow {
  readonly clusterIndex: number;
  /** Its weight in the draw, and its place in it. */
  readonly doubt: number;
  readonly placeDrawn: number;
  /** By reviewer, who are the same over all rows; none where nobody said anything, or what they said is not to be seen. */
  readonly verdicts: Readonly<Record<string, ReviewVerdict>>;
}

/**
 * The explanations of a run in the order of the weighted draw, with what is said of each.
 * @param sight who reads: a reviewer sees what is said of what they have answered; null sees all
 */
export async function readJudged(
  { db }: Store,
  { runId, sight }: { readonly runId: number; readonly sight: ReviewSight },
): Promise<JudgedRow[]> {
  const seen =
    sight === null
      ? sql`true`
      : sql`exists (select from said own where own.of_id = s.of_id and own.reviewer = ${sight})`;
  const { rows } = await db.execute<{ [Key in keyof JudgedRow]: JudgedRow[Key] }>(sql`
    with said as materialized ${verdictsSql(sql`asked.run_id = ${runId}`)},
    seen as (select s.of_id, jsonb_object_agg(s.reviewer, s.verdict) as verdicts from said s where ${seen} group by s.of_id)
    select ${explanation.clusterIndex} as "clusterIndex", ${DOUBT_SQL} as doubt, ${PLACE_DRAWN} as "placeDrawn",
      coalesce(seen.verdicts, '{}') as verdicts
    from ${explanation} join ${cluster} on ${cluster.id} = ${explanation.clusterId}
      left join seen on seen.of_id = ${explanation.id}
    where ${explanation.runId} = ${runId} order by "placeDrawn", ${explanation.id}`);
  return rows;
}
