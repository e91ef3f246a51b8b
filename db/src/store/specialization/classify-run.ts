import { sql } from 'drizzle-orm';
import type { Transaction } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { writeClassPoints } from '../rollups/roll-up-run.ts';
import { deleteDefaultFormulas, readDefaultFormulas, replaceDefaultFormulas } from './default-formula-rows.ts';
import type { DefaultFormulaRecord, FormulaClass, FormulaRef, FormulaUse, SpecializationRules } from './rules.ts';

export interface RunToClassify {
  readonly runId: number;
  /** The run itself when it is the baseline; null when there is none. */
  readonly baselineRunId: number | null;
  readonly rules: SpecializationRules;
}

/** Classifies a run's explanations in one transaction; the baseline gets its default formulas first. */
export function classifyRun(store: Store, { runId, baselineRunId, rules }: RunToClassify): Promise<void> {
  return store.db.transaction(async (tx) => {
    // Two processes that classify one run do it one after the other. References to the run stay possible.
    await tx.execute(sql`select id from run where id = ${runId} for no key update`);
    if (baselineRunId !== runId) await deleteDefaultFormulas(tx, runId);
    const defaults = await defaultsFor(tx, { runId, baselineRunId, rules });
    const changed = defaults
      ? await writeClasses(tx, { runId, classes: rules.classify(await readFormulas(tx, runId), defaults) })
      : await clearClasses(tx, runId);
    if (changed) await writeClassPoints(tx, [runId]);
    await tx.execute(sql`update run set baseline_run_id = ${baselineRunId}
      where id = ${runId} and baseline_run_id is distinct from ${baselineRunId}`);
  });
}

async function defaultsFor(
  tx: Transaction,
  { runId, baselineRunId, rules }: RunToClassify,
): Promise<readonly DefaultFormulaRecord[] | null> {
  if (baselineRunId === null) return null;
  if (baselineRunId !== runId) return readDefaultFormulas(tx, baselineRunId);
  const { rows } = await tx.execute<FormulaUse & Record<string, unknown>>(sql`
    select e.unit_index as "unitIndex", f.id::float8 as "formulaId", f.text
    from explanation e join formula f on f.id = e.formula_id
    where e.run_id = ${runId} order by e.unit_index, e.cluster_index`);
  const defaults = rules.defaultFormulas(rows);
  await replaceDefaultFormulas(tx, { runId, defaults });
  return defaults;
}

async function readFormulas(tx: Transaction, runId: number): Promise<FormulaRef[]> {
  const { rows } = await tx.execute<FormulaRef & Record<string, unknown>>(sql`
    select f.id::float8 as "formulaId", f.text from formula f
    where f.id in (select e.formula_id from explanation e where e.run_id = ${runId})`);
  return rows;
}

/** Whether anything was written. */
async function writeClasses(
  tx: Transaction,
  { runId, classes }: { runId: number; classes: readonly FormulaClass[] },
): Promise<boolean> {
  const ids = sql.param(classes.map(({ formulaId }) => formulaId));
  const names = sql.param(classes.map(({ specialization }) => specialization));
  const reasons = sql.param(classes.map(({ defaultFormulaId }) => defaultFormulaId));
  const { rowCount } = await tx.execute(sql`
    update explanation e set specialization = c.specialization, default_formula_id = c.default_formula_id
    from unnest(${ids}::bigint[], ${names}::text[], ${reasons}::bigint[]) as c (formula_id, specialization, default_formula_id)
    where e.run_id = ${runId} and e.formula_id = c.formula_id
      and (e.specialization, e.default_formula_id) is distinct from (c.specialization, c.default_formula_id)`);
  return (rowCount ?? 0) > 0;
}

/** Whether anything was written. */
async function clearClasses(tx: Transaction, runId: number): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`update explanation set specialization = null, default_formula_id = null
    where run_id = ${runId} and specialization is not null`);
  return (rowCount ?? 0) > 0;
}
