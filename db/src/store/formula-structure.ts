import { createHash } from 'node:crypto';
import { type Formula, formulaKey, type Literal, literalsByLevel, parseFormula, truthKey } from '@strata/domain';

/** What is stored of a formula's structure, so that filters find it by joins. */
export interface FormulaStructure {
  readonly key: string;
  readonly truthHash: string;
  /** In order of appearance; null when the formula is not left-deep over different literals. */
  readonly literals: readonly Literal[] | null;
}

/** Reads a printed formula. @throws FormulaSyntaxError when it is none */
export function structureOf(text: string): FormulaStructure {
  const formula = parseFormula(text);
  return { key: formulaKey(formula), truthHash: truthHashOf(formula) ?? '', literals: literalsByLevel(formula) };
}

/** SHA-256 of the truth key, as keys can be longer than an index takes; null beyond ten different concepts. */
export function truthHashOf(formula: Formula): string | null {
  const key = truthKey(formula);
  return key === null ? null : createHash('sha256').update(key).digest('hex');
}
