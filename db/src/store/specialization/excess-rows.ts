import { sql } from 'drizzle-orm';
import { classEstimate, EXCESS_MEASURES } from '../../schema/class-estimate.ts';
import type { Transaction } from '../batches.ts';
import { insertRows } from '../insert-rows.ts';
import type { ExcessEstimate } from './measure-excess.ts';

/** Makes these what is estimated of a run against untrained networks; what is right is not written again. */
export async function replaceExcess(
  tx: Transaction,
  { runId, estimates }: { readonly runId: number; readonly estimates: readonly ExcessEstimate[] },
): Promise<void> {
  const measures = sql`measure = any(${sql.param([...EXCESS_MEASURES])}::text[])`;
  const { rows } = await tx.execute<ExcessEstimate & Record<string, unknown>>(sql`
    select measure, cluster_index as "clusterIndex", from_cluster_index as "fromClusterIndex", n, seeds, value, lower, upper
    from class_estimate where run_id = ${runId} and ${measures}`);
  if (sameRows(rows, estimates)) return;
  await tx.execute(sql`delete from class_estimate where run_id = ${runId} and ${measures}`);
  const written = estimates.map((one) => ({ ...one, runId, specialization: 'SPECIALIZED' as const }));
  await insertRows(tx, classEstimate, written);
}

function sameRows(a: readonly ExcessEstimate[], b: readonly ExcessEstimate[]): boolean {
  const plain = (list: readonly ExcessEstimate[]) =>
    list
      .map(({ measure, clusterIndex, fromClusterIndex, n, seeds, value, lower, upper }) =>
        JSON.stringify([measure, clusterIndex, fromClusterIndex, n, seeds, value, lower, upper]),
      )
      .sort()
      .join();
  return plain(a) === plain(b);
}
