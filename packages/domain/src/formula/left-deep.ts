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

/**
 * Turns a left-deep formula into its terms, the inverse of `leftDeepToFormula`; `positionOf` numbers concept names.
 * @throws RangeError when the formula is not left-deep over literals.
 */
export function formulaToLeftDeep(formula: Formula, positionOf: (name: string) => number): LeftDeepTerm[] {
  if (formula.kind === 'concept') return [{ operator: null, concept: positionOf(formula.name) }];
  if (formula.kind === 'not') return [{ operator: null, concept: positionOf(leafName(formula)), negatedFirst: true }];
  const { left, right } = formula;
  const operators = formula.kind === 'and' ? (['AND', 'AND NOT'] as const) : (['OR', 'OR NOT'] as const);
  const term = { operator: operators[right.kind === 'not' ? 1 : 0], concept: positionOf(leafName(right)) };
  return [...formulaToLeftDeep(left, positionOf), term];
}

function leafName(literal: Formula): string {
  const leaf = literal.kind === 'not' ? literal.operand : literal;
  if (leaf.kind === 'concept') return leaf.name;
  throw new RangeError('Expected a left-deep formula: each operator’s right side is one concept or its negation.');
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
