import type { FormulaOperator } from '@strata/domain';

/**
 * Which left-deep formulas are searched. `paper`: concepts joined by OR, AND, AND NOT. `full`: also OR NOT, and the
 * first concept may be negated.
 */
export const GRAMMARS = ['paper', 'full'] as const;
export type Grammar = (typeof GRAMMARS)[number];

/** The operators of a grammar, in the order of ties. */
export const OPERATORS: Readonly<Record<Grammar, readonly FormulaOperator[]>> = {
  paper: ['OR', 'AND', 'AND NOT'],
  full: ['OR', 'AND', 'AND NOT', 'OR NOT'],
};

/** Whether the operator takes the pixels without the concept. */
export function negates(operator: FormulaOperator | null): boolean {
  return operator === 'AND NOT' || operator === 'OR NOT';
}

/** Whether the operator narrows the formula down. */
export function narrows(operator: FormulaOperator | null): boolean {
  return operator === 'AND' || operator === 'AND NOT';
}
