import { and, or, type SQL, sql } from 'drizzle-orm';
import type { ChoiceFilter, Logic, NumberFilter, StringFilter } from './filter-types.ts';

type Optional<T> = T | null | undefined;
export type Conditions = (SQL | undefined)[];

/** `alias.column` */
export function at(alias: string, column: string): SQL {
  return sql`${sql.identifier(alias)}.${sql.identifier(column)}`;
}

/** All conditions hold; with none, true. */
export function all(conditions: Conditions): SQL {
  return and(...conditions) ?? sql`true`;
}

/** The filter's own conditions, and those it combines. `not` is "is not true", as a missing value fulfils nothing. */
export function combine<Where extends Logic<Where>>(where: Where, own: (where: Where) => Conditions): SQL {
  const each = (list: readonly Where[]) => list.map((one) => combine(one, own));
  return all([
    ...own(where),
    where.and ? all(each(where.and)) : undefined,
    where.or ? (or(...each(where.or)) ?? sql`false`) : undefined,
    where.not ? sql`(${combine(where.not, own)}) is not true` : undefined,
  ]);
}

export function numberIs(column: SQL, filter: Optional<NumberFilter>): SQL | undefined {
  if (!filter) return undefined;
  const { lt, lte, gt, gte } = filter;
  return and(
    choiceIs(column, filter),
    lt == null ? undefined : sql`${column} < ${lt}`,
    lte == null ? undefined : sql`${column} <= ${lte}`,
    gt == null ? undefined : sql`${column} > ${gt}`,
    gte == null ? undefined : sql`${column} >= ${gte}`,
  );
}

export function stringIs(column: SQL, filter: Optional<StringFilter>): SQL | undefined {
  if (!filter) return undefined;
  const { startsWith } = filter;
  return and(
    choiceIs(column, filter),
    startsWith == null ? undefined : sql`${column} like ${`${startsWith.replace(/[\\%_]/g, '\\$&')}%`}`,
  );
}

/** A concept that is called so: its name, or one of its other names. */
export function calledIs(
  { name, aliases }: { readonly name: SQL; readonly aliases: SQL },
  filter: Optional<StringFilter>,
): SQL | undefined {
  if (!filter) return undefined;
  const { eq, in: list, startsWith } = filter;
  const among = (texts: readonly string[]) => {
    const wanted = sql`${sql.param([...texts])}::text[]`;
    return sql`(${name} = any(${wanted}) or ${aliases} && ${wanted})`;
  };
  return and(
    eq == null ? undefined : among([eq]),
    list == null ? undefined : among(list),
    startsWith == null
      ? undefined
      : sql`(${stringIs(name, { startsWith })} or exists (select 1 from unnest(${aliases}) other where ${stringIs(sql`other`, { startsWith })}))`,
  );
}

export function choiceIs(
  column: SQL,
  filter: Optional<ChoiceFilter<string> | Pick<NumberFilter, 'eq' | 'in'>>,
): SQL | undefined {
  if (!filter) return undefined;
  const { eq, in: list } = filter;
  return and(
    eq == null ? undefined : sql`${column} = ${eq}`,
    list == null ? undefined : isOneOf(column, list as readonly (string | number)[]),
  );
}

export function booleanIs(column: SQL, wanted: Optional<boolean>): SQL | undefined {
  return wanted == null ? undefined : sql`${column} = ${wanted}`;
}

/** The column holds one of these texts; a single one as an equation. */
export function isText(column: SQL, texts: readonly string[]): SQL {
  const [only, ...others] = texts;
  return only !== undefined && others.length === 0 ? sql`${column} = ${only}` : isOneOf(column, texts);
}

function isOneOf(column: SQL, list: readonly (string | number)[]): SQL {
  if (list.length === 0) return sql`false`;
  const values = sql.join(
    list.map((value) => sql`${value}`),
    sql`, `,
  );
  return sql`${column} in (${values})`;
}

/** The column holds one of these ids; a single one as an equation, which lets an index on it keep its order. */
export function isAmong(column: SQL, ids: readonly number[]): SQL {
  const [only] = ids;
  if (only === undefined) return sql`false`;
  return ids.length === 1 ? sql`${column} = ${only}` : sql`${column} = any(${sql.param([...ids])}::bigint[])`;
}

/** The filter and what it joins by `and`: conditions that all rows fulfil. */
export function sidesOf<Where extends Logic<Where>>(where: Where): Where[] {
  return [where, ...(where.and ?? []).flatMap(sidesOf)];
}
