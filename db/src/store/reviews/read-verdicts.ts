import type { ReviewVerdict } from '@strata/domain';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { verdictsSql } from './carried-sql.ts';

/** What a reviewer says of an explanation now. */
export interface VerdictRow {
  readonly explanationId: number;
  readonly reviewer: string;
  readonly verdict: ReviewVerdict;
  readonly reviewId: number;
  /** Versions that it has followed the range over; 0: it was said of the explanation itself. */
  readonly carriedOver: number;
  /** The run of the explanation that it was said of. */
  readonly fromRunId: number;
}

/** What reviewers say of these explanations, each explanation's in the order in which reviewers first came. */
export async function readVerdicts({ db }: Store, ids: readonly number[]): Promise<VerdictRow[]> {
  const of = sql`asked.id = any(${sql.param([...ids])}::bigint[])`;
  const { rows } = await db.execute<{ [Key in keyof VerdictRow]: VerdictRow[Key] }>(sql`
    select said.of_id::float8 as "explanationId", said.reviewer, said.verdict, said.review_id::float8 as "reviewId",
      said.steps as "carriedOver", said.run_id::float8 as "fromRunId"
    from ${verdictsSql(of)} said order by said.of_id, said.review_id`);
  return rows;
}
