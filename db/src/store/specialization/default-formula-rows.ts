import { asc, eq } from 'drizzle-orm';
import { defaultFormula, formula } from '../../schema/index.ts';
import type { Transaction } from '../batches.ts';
import { insertRows } from '../insert-rows.ts';
import type { DefaultFormulaRecord } from './rules.ts';

/** Makes these the default formulas that a run is classified by; what is right is not written again. */
export async function replaceDefaultFormulas(
  tx: Transaction,
  { runId, defaults }: { runId: number; defaults: readonly DefaultFormulaRecord[] },
): Promise<void> {
  if (sameDefaults(await readDefaultFormulas(tx, runId), defaults)) return;
  await tx.delete(defaultFormula).where(eq(defaultFormula.runId, runId));
  const rows = defaults.map(({ formulaId, unitCount, rangeCount }, place) => ({
    ...{ runId, formulaId, unitCount, rangeCount },
    rank: place + 1,
  }));
  await insertRows(tx, defaultFormula, rows);
}

function readDefaultFormulas(tx: Transaction, runId: number): Promise<DefaultFormulaRecord[]> {
  const { formulaId, unitCount, rangeCount } = defaultFormula;
  return tx
    .select({ formulaId, text: formula.text, unitCount, rangeCount })
    .from(defaultFormula)
    .innerJoin(formula, eq(formula.id, formulaId))
    .where(eq(defaultFormula.runId, runId))
    .orderBy(asc(defaultFormula.rank));
}

function sameDefaults(a: readonly DefaultFormulaRecord[], b: readonly DefaultFormulaRecord[]): boolean {
  const plain = (list: readonly DefaultFormulaRecord[]) =>
    JSON.stringify(list.map(({ formulaId, unitCount, rangeCount }) => [formulaId, unitCount, rangeCount]));
  return plain(a) === plain(b);
}
