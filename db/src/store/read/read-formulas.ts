import { asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { concept, formulaConcept } from '../../schema/index.ts';
import type { ConceptRow } from '../lists/lists.ts';
import type { Store } from '../open-store.ts';

export interface ConceptUseRow {
  readonly formulaId: number;
  /** From 0, in order of appearance. */
  readonly position: number;
  readonly negated: boolean;
  readonly concept: ConceptRow;
}

/** The concepts of these formulas, each formula's in order of appearance. */
export function readConceptUses({ db }: Store, formulaIds: readonly number[]): Promise<ConceptUseRow[]> {
  const { formulaId, position, negated } = formulaConcept;
  return db
    .select({ formulaId, position, negated, concept: getTableColumns(concept) })
    .from(formulaConcept)
    .innerJoin(concept, eq(concept.id, formulaConcept.conceptId))
    .where(inArray(formulaConcept.formulaId, [...formulaIds]))
    .orderBy(asc(formulaConcept.position));
}
