import { and, concept, type Formula, not, or } from './ast.ts';

/** The formula with other names for its concepts; its structure stays. */
export function renameConcepts(formula: Formula, nameOf: (name: string) => string): Formula {
  switch (formula.kind) {
    case 'concept':
      return concept(nameOf(formula.name));
    case 'not':
      return not(renameConcepts(formula.operand, nameOf));
    case 'and':
      return and(renameConcepts(formula.left, nameOf), renameConcepts(formula.right, nameOf));
    case 'or':
      return or(renameConcepts(formula.left, nameOf), renameConcepts(formula.right, nameOf));
  }
}
