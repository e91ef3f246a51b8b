import {
  formulaKey,
  type Literal,
  literalsByLevel,
  parseAskedFormula,
  parsePattern,
  wildcardFree,
} from '@strata/domain';
import { type SQL, sql } from 'drizzle-orm';
import { truthHashOf } from '../formula-structure.ts';
import type { FormulaMatch } from './filter-types.ts';
import type { Names } from './names.ts';
import { all, at, type Conditions, isAmong, isText } from './operators.ts';
import { spellingsOf } from './spellings.ts';

/** Nothing is equivalent to a formula beyond this: it would not be decided. */
const NEVER = sql`false`;

/**
 * Conditions that the formula of this id and length matches, by structure alone: key and truth are looked up, patterns are joins of
 * the inverted table, one row for each literal. The texts' syntax errors are thrown.
 * @throws FormulaSyntaxError when a text is no pattern, or no formula where one is asked for
 */
export function formulaMatches(
  { formulaId, length }: { readonly formulaId: SQL; readonly length: SQL },
  { match: { matches, contains, equivalent }, names }: { match: FormulaMatch; names: Names },
): Conditions {
  return [
    ...(matches == null ? [] : hasStructure({ formulaId, length }, { text: matches, names })),
    contains == null ? undefined : isPatterned(formulaId, { text: contains, names, build: containing }),
    equivalent == null ? undefined : saysTheSame(formulaId, { text: equivalent, names }),
  ];
}

function hasStructure(
  { formulaId, length }: { formulaId: SQL; length: SQL },
  { text, names }: { text: string; names: Names },
): Conditions {
  const plain = wildcardFree(parsePattern(text));
  if (plain) {
    const keys = spellingsOf(plain, names).map(formulaKey);
    return [isIn(formulaId, sql`(select f.id from formula f where ${isText(sql`f.key`, keys)})`)];
  }
  const literals = parseLiterals(text);
  return [sql`${length} = ${literals.length}`, isPatterned(formulaId, { text, names, build: exactly })];
}

/** A pattern whose concepts all stand in many formulas is left to the planner, which may walk the list and ask for each. */
function isPatterned(
  formulaId: SQL,
  { text, names, build }: { text: string; names: Names; build: typeof exactly },
): SQL {
  const literals = parseLiterals(text);
  const found = build(literals, names);
  const rare = literals.some(({ name }) => name !== null && names.isRare(name));
  return found && !rare ? sql`${formulaId} in ${found}` : isIn(formulaId, found);
}

function saysTheSame(formulaId: SQL, { text, names }: { text: string; names: Names }): SQL {
  const hashes = spellingsOf(parseAskedFormula(text), names).flatMap((one) => truthHashOf(one) ?? []);
  if (hashes.length === 0) return isIn(formulaId, undefined);
  return isIn(formulaId, sql`(select f.id from formula f where ${isText(sql`f.truth_hash`, hashes)})`);
}

function parseLiterals(text: string): readonly Literal[] {
  // Concepts narrow down more than wildcards do: whatever comes first is looked up.
  const literals = literalsByLevel(parsePattern(text)) ?? [];
  return literals.toSorted((a, b) => Number(a.name === null) - Number(b.name === null));
}

/** Structures are rare enough to be looked up before anything else: that is what the array is for. */
function isIn(formulaId: SQL, found: SQL | undefined): SQL {
  return found ? sql`${formulaId} = any(array${found})` : NEVER;
}

/** Formulas with each of these literals in its place; of as many literals, it is these. Searches find left-deep formulas only. */
function exactly(literals: readonly Literal[], names: Names): SQL | undefined {
  if (literals.length === 0) return undefined;
  return joined(literals, {
    names,
    where: (literal, alias) => [
      sql`${at(alias, 'level')} = ${literal.level}`,
      alias === 'l0' ? sql`l0.length = ${literals.length}` : undefined,
    ],
  });
}

/** Formulas with a chain of which these literals are a part, and what stands inside that chain as it is. */
function containing(literals: readonly Literal[], names: Names): SQL | undefined {
  const [first] = literals;
  if (!first) return undefined;
  const inner = literals.filter(({ level }) => level > 0).length;
  const sameInside = sql`(select count(*) from formula_concept n where n.formula_id = l0.formula_id
    and n.level > l0.level - ${first.level}::int) = ${inner}`;
  return joined(literals, {
    names,
    where: (literal, alias) => [
      alias === 'l0'
        ? sql`l0.level >= ${literal.level}`
        : sql`${at(alias, 'level')} = l0.level + ${literal.level - first.level}::int`,
      alias === 'l0' && inner > 0 ? sameInside : undefined,
    ],
  });
}

/** The formulas with a row of its own for each literal, in a statement. */
function joined(
  literals: readonly Literal[],
  { names, where }: { names: Names; where: (literal: Literal, alias: string) => Conditions },
): SQL {
  const aliases = literals.map((_, place) => `l${place}`);
  const tables = aliases.map((alias) => sql`formula_concept ${sql.identifier(alias)}`);
  const conditions = literals.flatMap((literal, place) => {
    const alias = aliases[place] as string;
    const others = aliases.slice(0, place);
    return [
      literal.name === null ? undefined : isAmong(at(alias, 'concept_id'), names.conceptsNamed(literal.name)),
      sql`${at(alias, 'negated')} = ${literal.negated}`,
      literal.operator === null || literals.length === 1
        ? undefined
        : sql`${at(alias, 'operator')} = ${literal.operator}`,
      place === 0 ? undefined : sql`${at(alias, 'formula_id')} = l0.formula_id`,
      ...others.map((other) => sql`${at(alias, 'position')} <> ${at(other, 'position')}`),
      ...where(literal, alias),
    ];
  });
  return sql`(select l0.formula_id from ${sql.join(tables, sql`, `)} where ${all(conditions)})`;
}
