import { FormulaSyntaxError } from '../errors/formula-syntax-error.ts';

export type TokenKind = 'name' | '*' | 'NOT' | 'AND' | 'OR' | '(' | ')' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The concept's name without quotes and escapes; for other kinds the text as written. */
  readonly text: string;
  /** Counted from 1. */
  readonly column: number;
}

const SPACE = /\s/u;
const PLAIN_CHARACTER = /[^\s()"]/u;

/** What may stand in a formula without quotes: no space, parenthesis or quote, and neither an operator nor the wildcard. */
export function isPlainName(name: string): boolean {
  return /^[^\s()"]+$/u.test(name) && !/^(not|and|or|\*)$/iu.test(name);
}

/**
 * Splits a formula's text into tokens; the last one is `end`.
 * @throws FormulaSyntaxError for a quote that is not closed or an empty name.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text[position] as string;
    const column = position + 1;
    if (SPACE.test(character)) {
      position += 1;
    } else if (character === '(' || character === ')') {
      tokens.push({ kind: character, text: character, column });
      position += 1;
    } else if (character === '"') {
      const quoted = readQuoted(text, position);
      tokens.push({ kind: 'name', text: quoted.name, column });
      position = quoted.end;
    } else {
      let end = position;
      while (end < text.length && PLAIN_CHARACTER.test(text[end] as string)) end += 1;
      tokens.push(word(text.slice(position, end), column));
      position = end;
    }
  }
  tokens.push({ kind: 'end', text: 'the end', column: text.length + 1 });
  return tokens;
}

function word(text: string, column: number): Token {
  const upper = text.toUpperCase();
  if (upper === 'NOT' || upper === 'AND' || upper === 'OR') return { kind: upper, text, column };
  return { kind: text === '*' ? '*' : 'name', text, column };
}

function readQuoted(text: string, start: number): { name: string; end: number } {
  let name = '';
  for (let position = start + 1; position < text.length; position += 1) {
    const character = text[position] as string;
    if (character === '"') {
      if (name === '')
        throw new FormulaSyntaxError('Expected a concept name between the quotes, found none.', start + 1, {
          problem: 'NAME_EMPTY',
        });
      return { name, end: position + 1 };
    }
    if (character === '\\' && position + 1 < text.length) {
      position += 1;
      name += text[position];
    } else {
      name += character;
    }
  }
  throw new FormulaSyntaxError('Expected a closing quote (") before the end.', start + 1, { problem: 'QUOTE_OPEN' });
}
