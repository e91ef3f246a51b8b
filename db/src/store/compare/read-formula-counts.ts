import { type SQL, sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import type { RunPair } from './compared-layers.ts';

/** How often a formula explains a range, whatever the unit. */
export interface FormulaCount {
  readonly formulaId: number;
  readonly before: number;
  readonly after: number;
}

/**
 * How often the runs of each side use a formula, those whose share of the side's explanations differs most first: what can
 * be compared of versions whose units have nothing to do with each other.
 */
export async function readFormulaCounts(
  { db }: Store,
  { pairs, limit }: { readonly pairs: readonly RunPair[]; readonly limit: number },
): Promise<FormulaCount[]> {
  const uses = (runs: readonly number[]): SQL =>
    sql`select formula_id, count(*) as n, sum(count(*)) over () as total from explanation
      where run_id = any(${sql.param([...runs])}::bigint[]) group by formula_id`;
  const { rows } = await db.execute(sql`
    select coalesce(a.formula_id, b.formula_id)::float8 as "formulaId", coalesce(a.n, 0)::int as before,
      coalesce(b.n, 0)::int as after
    from (${uses(pairs.map(({ runBefore }) => runBefore))}) a
      full join (${uses(pairs.map(({ runAfter }) => runAfter))}) b on b.formula_id = a.formula_id
    order by abs(coalesce(b.n / b.total, 0) - coalesce(a.n / a.total, 0)) desc, 1 limit ${limit}`);
  return rows as unknown as FormulaCount[];
}
