import { type ConceptUse, concept, conceptsOf, FormulaSyntaxError, parseFormula, printFormula } from '@strata/domain';

/** What a reader has typed to search for. */
export type SearchText =
  | { readonly kind: 'nothing' }
  /** One concept; how it is used is chosen beside it. */
  | { readonly kind: 'concept'; readonly name: string; readonly text: string }
  | { readonly kind: 'formula'; readonly uses: readonly ConceptUse[]; readonly text: string }
  | { readonly kind: 'unreadable'; readonly message: string; readonly column: number };

/** Without one of these the whole text is a concept's name, spaces and all. */
const FORMULA_SIGN = /[()"]|(^|\s)(and|or|not)(\s|$)/iu;

/** Reads what was typed: `street lamp` is a concept, `water AND NOT boat` a formula. */
export function readSearchText(typed: string): SearchText {
  const name = typed.trim();
  if (name === '') return { kind: 'nothing' };
  if (!FORMULA_SIGN.test(name)) return { kind: 'concept', name, text: printFormula(concept(name)) };
  try {
    const formula = parseFormula(name);
    if (formula.kind === 'concept') return { kind: 'concept', name: formula.name, text: printFormula(formula) };
    return { kind: 'formula', uses: distinct(conceptsOf(formula)), text: printFormula(formula) };
  } catch (error) {
    if (!(error instanceof FormulaSyntaxError)) throw error;
    return { kind: 'unreadable', message: error.message, column: error.column };
  }
}

function distinct(uses: readonly ConceptUse[]): ConceptUse[] {
  return [...new Map(uses.map((use) => [`${use.negated} ${use.name}`, use])).values()];
}

/** The names of the concepts that a search is about. */
export function namesOf(search: SearchText): string[] {
  if (search.kind === 'concept') return [search.name];
  return search.kind === 'formula' ? [...new Set(search.uses.map(({ name }) => name))] : [];
}
