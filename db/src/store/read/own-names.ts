import { conceptsOf, type Formula, renameConcepts } from '@strata/domain';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';

/**
 * The formula by what the datasets of some runs call its concepts themselves, whatever it calls them: by their own names,
 * those in other languages, or synonyms. A name that is a dataset's own means that concept; one that no dataset knows stays.
 */
export async function withOwnNames(
  { db }: Pick<Store, 'db'>,
  { formula, runIds }: { readonly formula: Formula; readonly runIds: readonly number[] },
): Promise<Formula> {
  const names = [...new Set(conceptsOf(formula).map(({ name }) => name))];
  const { rows } = await db.execute<{ called: string; name: string }>(sql`
    select distinct on (given.called) given.called, c.name
    from unnest(${sql.param(names)}::text[]) as given (called)
    join concept c on (c.name = given.called or c.aliases @> array[given.called])
      and c.probe_dataset_id in (select probe_dataset_id from run where id = any(${sql.param([...runIds])}::bigint[]))
    order by given.called, c.name <> given.called, c.name`);
  const own = new Map(rows.map(({ called, name }) => [called, name]));
  return renameConcepts(formula, (name) => own.get(name) ?? name);
}
