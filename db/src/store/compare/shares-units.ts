import { sql } from 'drizzle-orm';
import { sameTrainingRunSql } from '../changes/previous-run.ts';
import type { Store } from '../open-store.ts';

/** Whether a unit's number means the same unit in both of these versions: they belong to one training run. */
export async function readSharesUnits(
  { db }: Store,
  { before, after }: { readonly before: number; readonly after: number },
): Promise<boolean> {
  const { rows } = await db.execute<{ shares: boolean }>(sql`
    select ${sameTrainingRunSql('a', 'b')} as shares from model_version a, model_version b
    where a.id = ${before} and b.id = ${after}`);
  return rows[0]?.shares ?? false;
}
