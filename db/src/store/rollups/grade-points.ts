import { sql } from 'drizzle-orm';
import type { Transaction } from '../batches.ts';

/** Counts the grades of a run anew, range by range. */
export async function writeGradePoints(tx: Transaction, runId: number): Promise<void> {
  await tx.execute(sql`delete from grade_point where run_id = ${runId}`);
  await tx.execute(sql`
    insert into grade_point (run_id, cluster_index, grade, n)
    select run_id, cluster_index, grade, count(*) from explanation
    where run_id = ${runId} and grade is not null group by run_id, cluster_index, grade`);
}
