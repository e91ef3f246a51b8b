import { FormulaSyntaxError } from '../errors/formula-syntax-error.ts';
import { concept, type Formula } from './ast.ts';
import { anyConcept, type FormulaPattern } from './pattern.ts';
import { type Token, type TokenKind, tokenize } from './tokens.ts';

/** Deeper nesting is refused: a hostile text must not exhaust the stack. */
const DEPTH_MAX = 200;
/** Longer texts are refused before they are read. */
const CHARACTERS_MAX = 20_000;
/** No search writes a longer formula, so a longer pattern finds nothing; and each concept costs a database a join. */
export const PATTERN_CONCEPTS_MAX = 10;
/** Deciding what a formula says tries every case of its concepts, and each case walks all of its text. */
const ASKED_CONCEPTS_MAX = 100;

/**
 * Reads the formula language: `NOT` binds tighter than `AND`, `AND` tighter than `OR`; both join from the left;
 * operators in any case; names in double quotes where they hold spaces, parentheses or an operator's word.
 * @throws FormulaSyntaxError pointing at the column where something else was expected.
 */
export function parseFormula(text: string): Formula {
  // Without wildcards, a pattern is a formula.
  return parse(text, { wildcards: false }) as Formula;
}

/**
 * Reads a pattern: a formula in which `*` stands for any one concept. A concept of that very name goes in quotes.
 * @throws FormulaSyntaxError pointing at the column where something else was expected, or at the concept that is one too
 * many: a pattern has as many as the longest formula at most.
 */
export function parsePattern(text: string): FormulaPattern {
  return parse(text, { wildcards: true, conceptsMax: PATTERN_CONCEPTS_MAX });
}

/**
 * Reads a formula that somebody asks about: as `parseFormula`, but of a bounded number of concepts, each counted as often
 * as it is written.
 * @throws FormulaSyntaxError pointing at the column where something else was expected, or at the concept too many.
 */
export function parseAskedFormula(text: string): Formula {
  return parse(text, { wildcards: false, conceptsMax: ASKED_CONCEPTS_MAX }) as Formula;
}

interface Language {
  readonly wildcards: boolean;
  /** Default: as many as the text has room for. */
  readonly conceptsMax?: number;
}

function parse(text: string, { wildcards, conceptsMax = CHARACTERS_MAX }: Language): FormulaPattern {
  if (text.length > CHARACTERS_MAX) {
    throw new FormulaSyntaxError(
      `Expected at most ${CHARACTERS_MAX} characters, found ${text.length}.`,
      CHARACTERS_MAX,
      { problem: 'TOO_LONG', limit: CHARACTERS_MAX },
    );
  }
  const tokens = tokenize(text);
  const tooMany = tokens.filter(({ kind }) => kind === 'name' || kind === '*')[conceptsMax];
  if (tooMany) {
    throw new FormulaSyntaxError(`Expected at most ${conceptsMax} concepts, found more.`, tooMany.column, {
      problem: 'TOO_MANY_CONCEPTS',
      limit: conceptsMax,
    });
  }
  const reader = new TokenReader(tokens, wildcards);
  const formula = readOr(reader, 0);
  reader.expect('end', 'OPERATOR_EXPECTED');
  return formula;
}

class TokenReader {
  readonly #tokens: readonly Token[];
  readonly wildcards: boolean;
  #position = 0;

  constructor(tokens: readonly Token[], wildcards: boolean) {
    this.#tokens = tokens;
    this.wildcards = wildcards;
  }

  get current(): Token {
    return this.#tokens[this.#position] as Token;
  }

  take(kind: TokenKind): boolean {
    if (this.current.kind !== kind) return false;
    if (kind !== 'end') this.#position += 1;
    return true;
  }

  expect(kind: TokenKind, problem: keyof typeof EXPECTED): void {
    if (!this.take(kind)) throw unexpected(this.current, problem);
  }
}

/** What may stand where something else does. */
const EXPECTED = {
  OPERATOR_EXPECTED: 'AND, OR or the end',
  BRACKET_OPEN: 'a closing parenthesis, AND or OR',
  TERM_EXPECTED: 'a concept name, NOT or an opening parenthesis',
} as const;

function unexpected(token: Token, problem: keyof typeof EXPECTED): FormulaSyntaxError {
  const found = token.kind === 'end' ? null : token.text;
  const message = `Expected ${EXPECTED[problem]}, found ${found === null ? 'the end' : `"${found}"`}.`;
  return new FormulaSyntaxError(message, token.column, { problem, found });
}

function readOr(reader: TokenReader, depth: number): FormulaPattern {
  let formula = readAnd(reader, depth);
  while (reader.take('OR')) formula = { kind: 'or', left: formula, right: readAnd(reader, depth) };
  return formula;
}

function readAnd(reader: TokenReader, depth: number): FormulaPattern {
  let formula = readNot(reader, depth);
  while (reader.take('AND')) formula = { kind: 'and', left: formula, right: readNot(reader, depth) };
  return formula;
}

function readNot(reader: TokenReader, depth: number): FormulaPattern {
  const token = reader.current;
  if (depth > DEPTH_MAX) {
    throw new FormulaSyntaxError(`Expected at most ${DEPTH_MAX} nested levels.`, token.column, {
      problem: 'TOO_DEEP',
      limit: DEPTH_MAX,
    });
  }
  if (reader.take('NOT')) return { kind: 'not', operand: readNot(reader, depth + 1) };
  if (reader.take('(')) {
    const inner = readOr(reader, depth + 1);
    reader.expect(')', 'BRACKET_OPEN');
    return inner;
  }
  if (reader.take('name')) return concept(token.text);
  if (reader.wildcards && reader.take('*')) return anyConcept();
  throw unexpected(token, 'TERM_EXPECTED');
}
