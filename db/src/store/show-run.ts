import { sql } from 'drizzle-orm';
import type { Transaction } from './batches.ts';

/**
 * Makes the layer of a run show its newest completed run, else its newest begun one. Called in the transaction that
 * changes the run's status; the lock on the layer makes concurrent runs of one layer decide one after the other.
 */
export async function showRunOfLayer(tx: Transaction, runId: number): Promise<void> {
  await tx.execute(sql`select id from layer where id = (select layer_id from run where id = ${runId}) for update`);
  // A statement of its own sees what was committed while this one waited for the lock.
  await tx.execute(sql`update layer set current_run_id = (
      select r.id from run r where r.layer_id = layer.id order by (r.status = 'COMPLETED') desc, r.id desc limit 1)
    where id = (select layer_id from run where id = ${runId})`);
}
