import { and, type Formula, not, or } from './ast.ts';
import { printFormula } from './print.ts';

/**
 * The form that formulas share when they differ only in writing. Equivalences that count: order and grouping within a
 * chain of the same operator (`a OR (b OR c)` = `c OR a OR b`), repetition in such a chain (`a AND a` = `a`), and double
 * negation. De Morgan's laws and distribution do not: `NOT (a OR b)` and `NOT a AND NOT b` stay different formulas,
 * as people read them differently.
 */
export function canonicalFormula(formula: Formula): Formula {
  switch (formula.kind) {
    case 'concept':
      return formula;
    case 'not': {
      const operand = canonicalFormula(formula.operand);
      return operand.kind === 'not' ? operand.operand : not(operand);
    }
    case 'and':
    case 'or': {
      const byText = new Map(chain(formula, formula.kind).map((operand) => [printFormula(operand), operand]));
      const operands = [...byText.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, operand]) => operand);
      return operands.reduce((left, right) => (formula.kind === 'and' ? and(left, right) : or(left, right)));
    }
  }
}

/** The structural key: equal for two formulas exactly when their canonical forms are. */
export function formulaKey(formula: Formula): string {
  return printFormula(canonicalFormula(formula));
}

function chain(formula: Formula, kind: 'and' | 'or'): Formula[] {
  const canonical = formula.kind === kind ? formula : canonicalFormula(formula);
  if (canonical.kind !== kind) return [canonical];
  return [...chain(canonical.left, kind), ...chain(canonical.right, kind)];
}
