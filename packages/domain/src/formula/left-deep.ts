import { and, concept, type Formula, not, or } from './ast.ts';

/** How a term joins what stands before it. `OR NOT` only in the full grammar. */
export type FormulaOperator = 'OR' | 'AND' | 'AND NOT' | 'OR NOT';

/** One concept of a left-deep formula `((c1 op c2) op c3)`. */
export interface LeftDeepTerm {
  /** Null for the first term. */
  readonly operator: FormulaOperator | null;
  /** Position of the concept in the probe dataset's concept list, counted from 0. */
  readonly concept: number;
  /** Only the first term, and only in the full grammar: the formula starts with NOT. Elsewhere the operator says it. */
  readonly negatedFirst?: boolean;
}

/**
 * Turns a left-deep formula over concept positions into the AST over concept names.
 * @throws RangeError when the formula is empty or a position has no name.
 */
export function leftDeepToFormula(terms: readonly LeftDeepTerm[], conceptNames: readonly string[]): Formula {
  const [first, ...rest] = terms;
  if (!first) throw new RangeError('A formula has at least one concept.');
  const leaf = (position: number): Formula => {
    const name = conceptNames[position];
    if (name === undefined) throw new RangeError(`No concept at position ${position}.`);
    return concept(name);
  };
  const start = first.negatedFirst ? not(leaf(first.concept)) : leaf(first.concept);
  return rest.reduce((formula, term) => join(formula, term.operator, leaf(term.concept)), start);
}

function join(formula: Formula, operator: FormulaOperator | null, operand: Formula): Formula {
  switch (operator) {
    case 'OR':
      return or(formula, operand);
    case 'AND':
      return and(formula, operand);
    case 'AND NOT':
      return and(formula, not(operand));
    case 'OR NOT':
      return or(formula, not(operand));
    case null:
      throw new RangeError('Only the first term of a formula has no operator.');
  }
}
