import type { Formula } from '../formula/ast.ts';
import type { FormulaPattern } from '../formula/pattern.ts';

/** The pattern as the formula that it is when it has no wildcard; else null. */
export function wildcardFree(pattern: FormulaPattern): Formula | null {
  return hasWildcard(pattern) ? null : (pattern as Formula);
}

function hasWildcard(pattern: FormulaPattern): boolean {
  switch (pattern.kind) {
    case 'any':
      return true;
    case 'concept':
      return false;
    case 'not':
      return hasWildcard(pattern.operand);
    case 'and':
    case 'or':
      return hasWildcard(pattern.left) || hasWildcard(pattern.right);
  }
}
