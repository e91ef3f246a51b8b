import { type Formula, parseFormula } from '@strata/domain';

/** A formula as a row of things to set: concepts with their polarity, operators, and brackets only where needed. */
export type FormulaPart =
  | { readonly kind: 'concept'; readonly name: string; readonly negated: boolean }
  | { readonly kind: 'operator'; readonly operator: 'and' | 'or' | 'not' }
  | { readonly kind: 'open' }
  | { readonly kind: 'close' };

/** @throws FormulaSyntaxError when the text is no formula */
export function formulaParts(text: string): FormulaPart[] {
  return partsOf(parseFormula(text));
}

function partsOf(formula: Formula): FormulaPart[] {
  if (formula.kind === 'concept') return [{ kind: 'concept', name: formula.name, negated: false }];
  if (formula.kind === 'not') {
    if (formula.operand.kind === 'concept') return [{ kind: 'concept', name: formula.operand.name, negated: true }];
    return [{ kind: 'operator', operator: 'not' }, ...bracketed(formula.operand)];
  }
  const { kind, left, right } = formula;
  return [...side(left, kind), { kind: 'operator', operator: kind }, ...side(right, kind)];
}

/** AND binds tighter than OR: only an OR under an AND needs brackets, though mixed operators read better with them. */
function side(part: Formula, above: 'and' | 'or'): FormulaPart[] {
  return above === 'and' && part.kind === 'or' ? bracketed(part) : partsOf(part);
}

function bracketed(formula: Formula): FormulaPart[] {
  return [{ kind: 'open' }, ...partsOf(formula), { kind: 'close' }];
}
