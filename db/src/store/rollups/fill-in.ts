import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { structureOf } from '../formula-structure.ts';
import { writeClassEstimates } from './class-estimates.ts';
import { rollUpRun } from './roll-up-run.ts';

type Database = Pick<NodePgDatabase, 'execute' | 'transaction'>;

const FORMULAS_AT_ONCE = 5_000;

/**
 * Gives rows that an older version wrote what this one derives from them: formulas their structure, completed runs their
 * rollups, and classes what they say. In small transactions, safe to repeat and to stop anywhere; when there is nothing to
 * do it costs three look-ups.
 */
export async function fillIn(db: Database): Promise<void> {
  while ((await fillInFormulas(db)) > 0);
  const { rows } = await db.execute<{ id: number }>(
    sql`select id::float8 as id from run where status = 'COMPLETED' and not rolled_up order by id`,
  );
  for (const { id } of rows)
    await db.transaction(async (tx) => {
      const due = await tx.execute(
        sql`select id from run where id = ${id} and status = 'COMPLETED' and not rolled_up for no key update`,
      );
      if (due.rows.length > 0) await rollUpRun(tx as never, id);
    });
  await fillInEstimates(db);
}

async function fillInEstimates(db: Database): Promise<void> {
  const { rows } = await db.execute<{ id: number }>(sql`
    select distinct p.run_id::float8 as id from class_point p where p.specialization is not null
      and not exists (select 1 from class_estimate e where e.run_id = p.run_id and e.measure = 'SHARE')`);
  for (const { id } of rows)
    await db.transaction(async (tx) => {
      await tx.execute(sql`select id from run where id = ${id} for no key update`);
      await writeClassEstimates(tx as never, [id]);
    });
}

async function fillInFormulas(db: Database): Promise<number> {
  const { rows } = await db.execute<{ id: number; text: string; uses: number }>(sql`
    select f.id::float8 as id, f.text, (select count(*) from formula_concept u where u.formula_id = f.id)::int as uses
    from formula f where f.truth_hash is null order by f.id limit ${FORMULAS_AT_ONCE}`);
  if (rows.length === 0) return 0;
  const found = rows.map(({ id, text, uses }) => ({ id, uses, ...structureOf(text) }));
  const literals = found.flatMap(({ id, uses, literals: list }) =>
    list?.length === uses ? list.map((literal, position) => ({ id, position, ...literal })) : [],
  );
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      update formula_concept u set level = s.level, operator = s.operator
      from unnest(${sql.param(literals.map(({ id }) => id))}::bigint[], ${sql.param(literals.map(({ position }) => position))}::int[],
        ${sql.param(literals.map(({ level }) => level))}::int[], ${sql.param(literals.map(({ operator }) => operator))}::text[])
        as s (formula_id, position, level, operator)
      where u.formula_id = s.formula_id and u.position = s.position`);
    await tx.execute(sql`
      update formula f set truth_hash = s.hash
      from unnest(${sql.param(found.map(({ id }) => id))}::bigint[], ${sql.param(found.map(({ truthHash }) => truthHash))}::text[])
        as s (id, hash) where f.id = s.id`);
  });
  return rows.length;
}
