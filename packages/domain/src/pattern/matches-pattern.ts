import type { Formula } from '../formula/ast.ts';
import { formulaKey } from '../formula/canonical.ts';
import type { FormulaPattern } from '../formula/pattern.ts';
import { type Literal, literalsByLevel } from './levels.ts';
import { wildcardFree } from './wildcards.ts';

/**
 * Whether the formula has exactly the pattern's structure: the same canonical form, once each wildcard is replaced by some
 * concept. What wildcards stand for may be equal or not, as the formula has it.
 */
export function matchesPattern(formula: Formula, pattern: FormulaPattern): boolean {
  const plain = wildcardFree(pattern);
  if (plain) return formulaKey(formula) === formulaKey(plain);
  const [own, wanted] = [literalsByLevel(formula), literalsByLevel(pattern)];
  if (!own || !wanted || own.length !== wanted.length) return false;
  return pairsUp({ own, wanted, offset: 0 });
}

/**
 * Whether the pattern stands somewhere in the formula: it is one of its literals, or its outermost chain is a part of one
 * chain of the formula, joined by the same operator, and what is inside the chain is the same. So `water AND NOT sky`
 * stands in `water AND tree AND NOT sky`, and `water OR river` in `(water OR river) AND NOT sky`; `water AND NOT sky` does
 * not stand there, as water is only one of two choices. A concept under NOT stands there only with its NOT.
 */
export function containsPattern(formula: Formula, pattern: FormulaPattern): boolean {
  const [own, wanted] = [literalsByLevel(formula), literalsByLevel(pattern)];
  if (!own || !wanted) return false;
  const deepest = Math.max(...own.map(({ level }) => level));
  const depth = Math.max(...wanted.map(({ level }) => level));
  for (let offset = 0; offset + depth <= deepest; offset += 1) {
    const inner = own.filter(({ level }) => level > offset).length;
    const wantedInner = wanted.filter(({ level }) => level > 0).length;
    if ((depth === 0 || inner === wantedInner) && pairsUp({ own, wanted, offset })) return true;
  }
  return false;
}

/** Whether each wanted literal has one of the formula's own to itself, levels counted from `offset`. */
function pairsUp({
  own,
  wanted,
  offset,
}: {
  own: readonly Literal[];
  wanted: readonly Literal[];
  offset: number;
}): boolean {
  const alone = wanted.length === 1;
  const fits = (literal: Literal, want: Literal) =>
    literal.level === want.level + offset &&
    literal.negated === want.negated &&
    (alone || literal.operator === want.operator) &&
    (want.name === null || want.name === literal.name);
  const left = [...own];
  // Those that want a name take theirs first: a wildcard is content with whatever is left.
  for (const want of wanted.toSorted((a, b) => Number(a.name === null) - Number(b.name === null))) {
    const at = left.findIndex((literal) => fits(literal, want));
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return true;
}
