import type { FormulaPattern } from './pattern.ts';
import { isPlainName } from './tokens.ts';

/**
 * Writes a formula or a pattern with every pair in parentheses: `((water OR river) AND NOT sky)`. `parseFormula` and
 * `parsePattern` read it back.
 */
export function printFormula(formula: FormulaPattern): string {
  switch (formula.kind) {
    case 'any':
      return '*';
    case 'concept':
      return printName(formula.name);
    case 'not':
      return `NOT ${printFormula(formula.operand)}`;
    case 'and':
      return `(${printFormula(formula.left)} AND ${printFormula(formula.right)})`;
    case 'or':
      return `(${printFormula(formula.left)} OR ${printFormula(formula.right)})`;
  }
}

function printName(name: string): string {
  return isPlainName(name) ? name : `"${name.replaceAll(/["\\]/gu, '\\$&')}"`;
}
