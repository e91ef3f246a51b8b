import type { Formula } from './ast.ts';

/** A concept's place in a formula. `negated` says that an odd number of NOTs stands above it. */
export interface ConceptUse {
  readonly name: string;
  readonly negated: boolean;
}

/** Every concept of a formula with its polarity, in order of appearance. */
export function conceptsOf(formula: Formula, negated = false): ConceptUse[] {
  switch (formula.kind) {
    case 'concept':
      return [{ name: formula.name, negated }];
    case 'not':
      return conceptsOf(formula.operand, !negated);
    case 'and':
    case 'or':
      return [...conceptsOf(formula.left, negated), ...conceptsOf(formula.right, negated)];
  }
}

/** Number of concepts in a formula, each occurrence counted. */
export function formulaLength(formula: Formula): number {
  return conceptsOf(formula).length;
}

/** Whether a pixel satisfies the formula; `has` tells which concepts the pixel carries. */
export function evaluateFormula(formula: Formula, has: (name: string) => boolean): boolean {
  switch (formula.kind) {
    case 'concept':
      return has(formula.name);
    case 'not':
      return !evaluateFormula(formula.operand, has);
    case 'and':
      return evaluateFormula(formula.left, has) && evaluateFormula(formula.right, has);
    case 'or':
      return evaluateFormula(formula.left, has) || evaluateFormula(formula.right, has);
  }
}
