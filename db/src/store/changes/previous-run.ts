import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/**
 * The newest completed run, with the same settings, of the version before this run's among those of its training run that
 * have one; null where there is none.
 * @throws StoreError when the database fails
 */
export function readPreviousRun({ db }: Store, runId: number): Promise<number | null> {
  return orStoreError(`Reading the run before run ${runId}`, async () => {
    const { rows } = await db.execute<{ id: number | null }>(
      sql`select ${previousRunSql(sql`${runId}::bigint`)}::float8 as id`,
    );
    return rows[0]?.id ?? null;
  });
}

/** The same as an expression; `runId` must not be named as one of its own tables. */
export function previousRunSql(runId: SQL): SQL {
  return sql`(
    select o.id
    from run r join layer l on l.id = r.layer_id join model_version v on v.id = l.model_version_id
      join model_version w on w.model_id = v.model_id and w.sequence < v.sequence
        and ${sameTrainingRunSql('v', 'w')}
      join layer k on k.model_version_id = w.id and k.name = l.name
      join run o on o.layer_id = k.id and o.status = 'COMPLETED' and o.settings_hash = r.settings_hash
        and o.zeros_off is not distinct from r.zeros_off
    where r.id = ${runId} order by w.sequence desc, o.id desc limit 1)`;
}

/** Whether two rows of `model_version`, under these names, share their units. */
export function sameTrainingRunSql(one: string, other: string) {
  const run = (of: string) => {
    const version = sql.identifier(of);
    return sql`coalesce(${version}.training_run, (select m.name from model m where m.id = ${version}.model_id))`;
  };
  return sql`${run(one)} = ${run(other)}`;
}
