/** A logical formula over concept names. Immutable. */
export type Formula = ConceptFormula | NotFormula | BinaryFormula;

export interface ConceptFormula {
  readonly kind: 'concept';
  readonly name: string;
}

export interface NotFormula {
  readonly kind: 'not';
  readonly operand: Formula;
}

export interface BinaryFormula {
  readonly kind: 'and' | 'or';
  readonly left: Formula;
  readonly right: Formula;
}

export function concept(name: string): ConceptFormula {
  return { kind: 'concept', name };
}

export function not(operand: Formula): NotFormula {
  return { kind: 'not', operand };
}

export function and(left: Formula, right: Formula): BinaryFormula {
  return { kind: 'and', left, right };
}

export function or(left: Formula, right: Formula): BinaryFormula {
  return { kind: 'or', left, right };
}
