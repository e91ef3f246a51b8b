import { asc, eq, sql } from 'drizzle-orm';
import { defaultFormula, formula } from '../../schema/index.ts';
import { inBatches, type Transaction } from '../batches.ts';
import { writeClassPoints } from '../rollups/roll-up-run.ts';
import type { DefaultFormulaRecord } from './rules.ts';

/** A baseline's default formulas, the most frequent first. */
export function readDefaultFormulas(tx: Transaction, runId: number): Promise<DefaultFormulaRecord[]> {
  const { formulaId, unitCount, rangeCount } = defaultFormula;
  return tx
    .select({ formulaId, text: formula.text, unitCount, rangeCount })
    .from(defaultFormula)
    .innerJoin(formula, eq(formula.id, formulaId))
    .where(eq(defaultFormula.runId, runId))
    .orderBy(asc(defaultFormula.rank));
}

/**
 * Makes these a baseline's default formulas. When they change, what was classified by the old ones is so no longer:
 * nobody may see classes that the stored default formulas contradict.
 */
export async function replaceDefaultFormulas(
  tx: Transaction,
  { runId, defaults }: { runId: number; defaults: readonly DefaultFormulaRecord[] },
): Promise<void> {
  if (sameDefaults(await readDefaultFormulas(tx, runId), defaults)) return;
  await deleteDefaultFormulas(tx, runId);
  const rows = defaults.map(({ formulaId, unitCount, rangeCount }, place) => ({
    runId,
    formulaId,
    unitCount,
    rangeCount,
    rank: place + 1,
  }));
  for (const batch of inBatches(rows)) await tx.insert(defaultFormula).values(batch);
  await unclassify(tx, runId);
}

/** Removes a run's default formulas, and what is classified by them. */
export async function deleteDefaultFormulas(tx: Transaction, runId: number): Promise<void> {
  const deleted = await tx
    .delete(defaultFormula)
    .where(eq(defaultFormula.runId, runId))
    .returning({ formulaId: defaultFormula.formulaId });
  if (deleted.length > 0) await unclassify(tx, runId);
}

/** Takes back the classes of all other runs that were measured against this one. */
async function unclassify(tx: Transaction, runId: number): Promise<void> {
  // Locks the runs' rows, as everybody does who changes what is known of them.
  const { rows } = await tx.execute<{ id: number }>(sql`
    update run set baseline_run_id = null where baseline_run_id = ${runId} and id <> ${runId} returning id::float8 as id`);
  if (rows.length === 0) return;
  const others = rows.map(({ id }) => id);
  await tx.execute(sql`update explanation set specialization = null, default_formula_id = null
    where run_id = any(${sql.param(others)}::bigint[]) and specialization is not null`);
  await writeClassPoints(tx, others);
}

function sameDefaults(a: readonly DefaultFormulaRecord[], b: readonly DefaultFormulaRecord[]): boolean {
  const plain = (list: readonly DefaultFormulaRecord[]) =>
    JSON.stringify(list.map(({ formulaId, unitCount, rangeCount }) => [formulaId, unitCount, rangeCount]));
  return plain(a) === plain(b);
}
