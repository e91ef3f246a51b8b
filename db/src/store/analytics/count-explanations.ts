import type { Grade, Specialization } from '@strata/domain';
import { sql } from 'drizzle-orm';
import type { Condition } from '../lists/read-page.ts';
import type { Store } from '../open-store.ts';

/** How many explanations have a value. */
export interface CountOf<Value> {
  readonly value: Value;
  readonly n: number;
}

/** How the explanations that a filter finds are spread; values that none has are missing. */
export interface ExplanationCounts {
  readonly n: number;
  /** By id. */
  readonly models: readonly CountOf<number>[];
  /** By id. */
  readonly versions: readonly CountOf<number>[];
  readonly layerNames: readonly CountOf<string>[];
  /** Ascending. */
  readonly ranges: readonly CountOf<number>[];
  readonly specializations: readonly CountOf<Specialization>[];
  readonly grades: readonly CountOf<Grade>[];
}

/** The grouping sets, by the bits of the columns that are not in them. */
const SETS = { models: 55, versions: 47, layerNames: 31, ranges: 59, specializations: 61, grades: 62 } as const;

interface GroupedRow extends Record<string, unknown> {
  readonly set: number;
  readonly value: number | string | null;
  readonly n: number;
}

/** Counts what the filter finds in the shown runs, by each of these at once: one walk over the explanations. */
export async function countExplanations({ db }: Store, condition: Condition): Promise<ExplanationCounts> {
  const { rows } = await db.execute<GroupedRow>(sql`
    with found as (
      select run_id, cluster_index, specialization, grade, count(*) as n from explanation where ${(await condition) ?? sql`true`}
      group by run_id, cluster_index, specialization, grade
    )
    select grouping(l.name, v.id, v.model_id, f.cluster_index, f.specialization, f.grade) as set, sum(n)::float8 as n,
      coalesce(to_json(l.name), to_json(v.id), to_json(v.model_id), to_json(f.cluster_index),
        to_json(f.specialization), to_json(f.grade)) as value
    from found f join layer l on l.current_run_id = f.run_id join model_version v on v.id = l.model_version_id
    group by grouping sets ((l.name), (v.id), (v.model_id), (f.cluster_index), (f.specialization), (f.grade))
    order by l.name, v.id, v.model_id, f.cluster_index, f.specialization, f.grade`);
  const of = <Value>(set: number): CountOf<Value>[] =>
    rows.flatMap((row) => (row.set === set && row.value !== null ? [{ value: row.value as Value, n: row.n }] : []));
  const ranges = of<number>(SETS.ranges);
  return {
    n: ranges.reduce((sum, { n }) => sum + n, 0),
    models: of(SETS.models),
    versions: of(SETS.versions),
    layerNames: of(SETS.layerNames),
    ranges,
    specializations: of(SETS.specializations),
    grades: of(SETS.grades),
  };
}

/** How many units have such an explanation in their shown run. */
export async function countExplainedUnits({ db }: Store, condition: Condition): Promise<number> {
  const { rows } = await db.execute<{ n: number }>(sql`
    select count(*)::float8 as n from (select distinct unit_id from explanation where ${(await condition) ?? sql`true`}) units`);
  return rows[0]?.n ?? 0;
}

/** How many of the explanations that the filter finds use a concept of each category, not under NOT. */
export async function countCategories({ db }: Store, condition: Condition): Promise<CountOf<string>[]> {
  const { rows } = await db.execute<CountOf<string> & Record<string, unknown>>(sql`
    with found as (select formula_id, count(*) as n from explanation where ${(await condition) ?? sql`true`} group by formula_id),
    used as (
      select distinct found.formula_id, found.n, k.category from found
      join formula_concept u on u.formula_id = found.formula_id and not u.negated join concept k on k.id = u.concept_id
    )
    select category as value, sum(n)::float8 as n from used group by category order by category`);
  return rows;
}
