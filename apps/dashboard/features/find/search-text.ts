import {
  type ConceptUse,
  concept,
  type Formula,
  type FormulaPattern,
  FormulaSyntaxError,
  parsePattern,
  printFormula,
} from '@strata/domain';

/** What a reader has typed to search for. */
export type SearchText =
  | { readonly kind: 'nothing' }
  /** One concept; how it is used is chosen beside it. */
  | { readonly kind: 'concept'; readonly name: string; readonly text: string }
  | {
      readonly kind: 'formula';
      /** The concepts that are named, each with its polarity. */
      readonly uses: readonly ConceptUse[];
      /** As it was typed. */
      readonly text: string;
      /** The same with each wildcard as a concept called *, for setting it as chips. */
      readonly shown: string;
      /** Some place is open to any concept: `water AND NOT *`. */
      readonly wild: boolean;
    }
  | {
      readonly kind: 'unreadable';
      readonly message: string;
      readonly column: number;
      readonly formula: Pick<FormulaSyntaxError, 'problem' | 'found' | 'limit'>;
    };

/** Without one of these the whole text is a concept's name, spaces and all. */
const FORMULA_SIGN = /[()"*]|(^|\s)(and|or|not)(\s|$)/iu;

/** Reads what was typed: `street lamp` is a concept, `water AND NOT boat` a formula. */
export function readSearchText(typed: string): SearchText {
  const name = typed.trim();
  if (name === '') return { kind: 'nothing' };
  if (!FORMULA_SIGN.test(name)) return { kind: 'concept', name, text: printFormula(concept(name)) };
  try {
    const pattern = parsePattern(name);
    if (pattern.kind === 'concept') return { kind: 'concept', name: pattern.name, text: printFormula(pattern) };
    const uses = usesOf(pattern);
    return {
      kind: 'formula',
      uses: distinct(uses),
      text: name,
      shown: printFormula(starred(pattern)),
      wild: uses.some((use) => use.name === null),
    };
  } catch (error) {
    if (!(error instanceof FormulaSyntaxError)) throw error;
    const { message, column, problem, found, limit } = error;
    return { kind: 'unreadable', message, column, formula: { problem, found, limit } };
  }
}

interface Use {
  /** Null stands for every concept. */
  readonly name: string | null;
  readonly negated: boolean;
}

function usesOf(pattern: FormulaPattern, negated = false): Use[] {
  switch (pattern.kind) {
    case 'any':
      return [{ name: null, negated }];
    case 'concept':
      return [{ name: pattern.name, negated }];
    case 'not':
      return usesOf(pattern.operand, !negated);
    default:
      return [...usesOf(pattern.left, negated), ...usesOf(pattern.right, negated)];
  }
}

function starred(pattern: FormulaPattern): Formula {
  switch (pattern.kind) {
    case 'any':
      return concept('*');
    case 'concept':
      return pattern;
    case 'not':
      return { kind: 'not', operand: starred(pattern.operand) };
    default:
      return { kind: pattern.kind, left: starred(pattern.left), right: starred(pattern.right) };
  }
}

function distinct(uses: readonly Use[]): ConceptUse[] {
  const named = uses.flatMap(({ name, negated }) => (name === null ? [] : [{ name, negated }]));
  return [...new Map(named.map((use) => [`${use.negated} ${use.name}`, use])).values()];
}

/** The names of the concepts that a search is about. */
export function namesOf(search: SearchText): string[] {
  if (search.kind === 'concept') return [search.name];
  return search.kind === 'formula' ? [...new Set(search.uses.map(({ name }) => name))] : [];
}
