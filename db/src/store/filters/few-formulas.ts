import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { formulaWhere } from './compile-where.ts';
import type { ExplanationWhere, FormulaWhere, Logic } from './filter-types.ts';
import type { Names } from './names.ts';
import { isAmong, sidesOf } from './operators.ts';

/** So many numbers are sent and looked up in a few milliseconds; and the planner then knows how many they are. */
const NAMED_MAX = 4_000;

/** What filters of explanations and of formulas say of formulas alike. */
type Conditions = Pick<FormulaWhere & ExplanationWhere, 'concept' | 'formula' | 'length'>;

/** A filter of which a part is already known to be a condition. */
export interface Narrowed<Where> {
  readonly condition: SQL;
  /** What is left of it. */
  readonly where: Where;
}

/**
 * Conditions on formulas that are each common can be rare together, or exclude each other, and then a walk down the list
 * would not end; and nobody knows how common a pattern is. Where a filter has several conditions or a pattern at its top,
 * their formulas are looked up: few are named one by one, as values of this column, and stand for those conditions. One
 * statement; none for other filters.
 */
export function fewFormulas<Where extends Conditions & Logic<Where>>(formulaId: SQL) {
  return async (
    db: Store['db'],
    { where, names }: { where: Where; names: Names },
  ): Promise<Narrowed<Where> | undefined> => {
    const sides = sidesOf(where);
    const and = sides.flatMap(({ concept, formula, length }): FormulaWhere[] => [
      ...(concept ? [{ concept }] : []),
      ...(formula ? [{ formula }] : []),
      ...(length ? [{ length }] : []),
    ]);
    const isPattern = sides.some(({ formula }) => formula?.contains != null || formula?.matches?.includes('*'));
    if (and.length < 2 && !isPattern) return undefined;
    const { rows } = await db.execute<{ id: number }>(sql`
      select formula.id::float8 as id from formula where ${formulaWhere({ and }, { names })} limit ${NAMED_MAX + 1}`);
    const ids = rows.map(({ id }) => id);
    return ids.length > NAMED_MAX ? undefined : { condition: isAmong(formulaId, ids), where: withoutFormulas(where) };
  };
}

/** The filter without the conditions on formulas at its top. */
function withoutFormulas<Where extends Conditions & Logic<Where>>(where: Where): Where {
  return { ...where, concept: null, formula: null, length: null, and: where.and?.map(withoutFormulas) };
}
