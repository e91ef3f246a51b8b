import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { formulaWhere } from './compile-where.ts';
import { sidesOf } from './explanation-parts.ts';
import type { ExplanationWhere, FormulaWhere } from './filter-types.ts';
import { FEW_FORMULAS, type Names } from './names.ts';
import { isAmong } from './operators.ts';

/**
 * Conditions on formulas that are each common can be rare together, or exclude each other, and then a walk down the list
 * would not end. Where a filter has several at its top, their formulas are looked up: few are named one by one. One
 * statement; none with less than two such conditions.
 */
export async function fewFormulas(
  db: Store['db'],
  { where, names }: { where: ExplanationWhere; names: Names },
): Promise<SQL | undefined> {
  const and = sidesOf(where).flatMap(({ concept, formula, length }): FormulaWhere[] => [
    ...(concept ? [{ concept }] : []),
    ...(formula ? [{ formula }] : []),
    ...(length ? [{ length }] : []),
  ]);
  if (and.length < 2) return undefined;
  const { rows } = await db.execute<{ id: number }>(sql`
    select formula.id::float8 as id from formula where ${formulaWhere({ and }, { names })} limit ${FEW_FORMULAS + 1}`);
  const ids = rows.map(({ id }) => id);
  return ids.length > FEW_FORMULAS ? undefined : isAmong(sql`explanation.formula_id`, ids);
}
