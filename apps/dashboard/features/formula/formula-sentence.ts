import { type Formula, parseFormula } from '@strata/domain';

/**
 * A formula as a row of things to set: concepts with their polarity, operators, and brackets wherever operators mix. That a
 * concept is left out (AND NOT) it says itself, by its minus.
 */
export type FormulaPart =
  | { readonly kind: 'concept'; readonly name: string; readonly negated: boolean }
  | { readonly kind: 'operator'; readonly operator: 'and' | 'or' | 'minus' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' };

/** @throws FormulaSyntaxError when the text is no formula */
export function formulaParts(text: string): FormulaPart[] {
  return partsOf(parseFormula(text));
}

function partsOf(formula: Formula): FormulaPart[] {
  if (formula.kind === 'concept') return [{ kind: 'concept', name: formula.name, negated: false }];
  if (formula.kind === 'not') return leftOut(formula.operand);
  const { kind, left, right } = formula;
  const sign = signOf(formula);
  if (sign === 'minus') return [...side(left, sign), ...partsOf(right)];
  return [...side(left, sign), { kind: 'operator', operator: kind }, ...side(right, sign)];
}

function leftOut(operand: Formula): FormulaPart[] {
  if (operand.kind === 'concept') return [{ kind: 'concept', name: operand.name, negated: true }];
  return [{ kind: 'operator', operator: 'minus' }, ...bracketed(operand)];
}

/** How a formula is joined; null: it is no pair. */
function signOf(formula: Formula): 'and' | 'or' | 'minus' | null {
  if (formula.kind === 'concept' || formula.kind === 'not') return null;
  return formula.kind === 'and' && formula.right.kind === 'not' ? 'minus' : formula.kind;
}

function side(part: Formula, above: 'and' | 'or' | 'minus' | null): FormulaPart[] {
  const sign = signOf(part);
  return sign === null || sign === above ? partsOf(part) : bracketed(part);
}

function bracketed(formula: Formula): FormulaPart[] {
  return [{ kind: 'open' }, ...partsOf(formula), { kind: 'close' }];
}
