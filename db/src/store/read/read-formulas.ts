import { and, asc, eq, getTableColumns, lte, or, sql } from 'drizzle-orm';
import { concept, defaultFormula, formulaConcept } from '../../schema/index.ts';
import type { ConceptRow } from '../lists/lists.ts';
import type { Store } from '../open-store.ts';
import { byIds } from './by-ids.ts';

export interface ConceptUseRow {
  readonly formulaId: number;
  /** From 0, in order of appearance. */
  readonly position: number;
  readonly negated: boolean;
  readonly concept: ConceptRow;
}

/** The concepts of these formulas, each formula's in order of appearance. */
export const readConceptUses = byIds<ConceptUseRow>('concepts of formulas', (db, ids) => {
  const { formulaId, position, negated } = formulaConcept;
  return db
    .select({ formulaId, position, negated, concept: getTableColumns(concept) })
    .from(formulaConcept)
    .innerJoin(concept, eq(concept.id, formulaConcept.conceptId))
    .where(sql`${formulaId} = ${ids}`)
    .orderBy(asc(position));
});

export type DefaultFormulaRow = typeof defaultFormula.$inferSelect;

/** The `first` most frequent default formulas of these runs, each run's by rank; a run that is no baseline has none. */
export async function readDefaultFormulasOf(
  { db }: Store,
  keys: readonly { readonly runId: number; readonly first: number }[],
): Promise<(DefaultFormulaRow & { readonly first: number })[]> {
  const wanted = keys.map(({ runId, first }) => and(eq(defaultFormula.runId, runId), lte(defaultFormula.rank, first)));
  const rows = await db
    .select()
    .from(defaultFormula)
    .where(or(...wanted))
    .orderBy(asc(defaultFormula.rank));
  // Two keys of one run share its rows.
  const byRun = Map.groupBy(rows, (row) => row.runId);
  return keys.flatMap(({ runId, first }) =>
    (byRun.get(runId) ?? []).filter(({ rank }) => rank <= first).map((row) => ({ ...row, first })),
  );
}
