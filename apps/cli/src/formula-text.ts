import { formulaWords, parseFormula } from '@strata/domain';

/** A stored formula as people say it, for sentences; what is to be read back by a program keeps the formula language. */
export function formulaText(formula: string | null | undefined): string {
  return formula == null ? 'nothing nameable' : formulaWords(parseFormula(formula));
}
