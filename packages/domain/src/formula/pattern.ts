import type { ConceptFormula } from './ast.ts';

/** A formula in which any concept may stand in some places. Every formula is a pattern. Immutable. */
export type FormulaPattern = ConceptFormula | AnyConcept | NotPattern | BinaryPattern;

/** The wildcard `*`, which stands for one concept, whichever it is. */
export interface AnyConcept {
  readonly kind: 'any';
}

export interface NotPattern {
  readonly kind: 'not';
  readonly operand: FormulaPattern;
}

export interface BinaryPattern {
  readonly kind: 'and' | 'or';
  readonly left: FormulaPattern;
  readonly right: FormulaPattern;
}

export function anyConcept(): AnyConcept {
  return { kind: 'any' };
}
