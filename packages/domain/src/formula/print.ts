import type { Formula } from './ast.ts';
import { isPlainName } from './tokens.ts';

/** Writes a formula with every pair in parentheses: `((water OR river) AND NOT sky)`. `parseFormula` reads it back. */
export function printFormula(formula: Formula): string {
  switch (formula.kind) {
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
