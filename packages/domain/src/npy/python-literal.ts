/** What a `.npy` header is made of. */
export type PythonLiteral = string | number | boolean | null | readonly PythonLiteral[] | PythonDictionary;

/** A dictionary, in the order of its text. */
export interface PythonDictionary {
  readonly entries: ReadonlyMap<string, PythonLiteral>;
}

const SPACE = /\s*/uy;
const TEXT = /[uUbBrR]?(?:'([^'\\\n]*)'|"([^"\\\n]*)")/uy;
/** Python 2 marks long integers with an L. */
const INTEGER = /-?\d+(?:_\d+)*[lL]?/uy;
const WORD = /True|False|None/uy;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);
/** NumPy's own headers go three deep. */
const DEPTH_MAX = 16;

/**
 * Reads a Python literal of dictionaries, tuples, lists, strings without escapes, integers, True, False and None: what
 * NumPy reads a `.npy` header with is Python's `ast.literal_eval`. A tuple becomes an array; one value in brackets
 * without a comma is that value.
 * @throws SyntaxError for anything else
 */
export function parsePythonLiteral(text: string): PythonLiteral {
  const reader = { text, at: 0 };
  const value = readValue(reader, 0);
  match(reader, SPACE);
  if (reader.at < text.length) throw wrong(reader);
  return value;
}

/** Whether a literal is a dictionary. */
export function isDictionary(value: PythonLiteral): value is PythonDictionary {
  return typeof value === 'object' && value !== null && 'entries' in value && value.entries instanceof Map;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readValue(reader: Reader, depth: number): PythonLiteral {
  if (depth > DEPTH_MAX) throw wrong(reader);
  match(reader, SPACE);
  const text = match(reader, TEXT);
  if (text) return text[1] ?? text[2] ?? '';
  const integer = match(reader, INTEGER);
  if (integer) return Number(integer[0].replace(/[lL_]/gu, ''));
  const word = match(reader, WORD);
  if (word) return WORDS.get(word[0]) as boolean | null;
  if (take(reader, '{')) return readDictionary(reader, depth);
  if (take(reader, '[')) return readItems(reader, { end: ']', depth }).items;
  if (take(reader, '(')) {
    const { items, commas } = readItems(reader, { end: ')', depth });
    return items.length === 1 && commas === 0 ? (items[0] as PythonLiteral) : items;
  }
  throw wrong(reader);
}

function readItems(reader: Reader, { end, depth }: { end: string; depth: number }) {
  const items: PythonLiteral[] = [];
  let commas = 0;
  while (!take(reader, end)) {
    if (items.length > commas) throw wrong(reader);
    items.push(readValue(reader, depth + 1));
    if (take(reader, ',')) commas += 1;
  }
  return { items, commas };
}

function readDictionary(reader: Reader, depth: number): PythonDictionary {
  const entries = new Map<string, PythonLiteral>();
  for (let mayGoOn = true; !take(reader, '}'); mayGoOn = take(reader, ',')) {
    const key = mayGoOn ? readValue(reader, depth + 1) : null;
    if (typeof key !== 'string' || !take(reader, ':')) throw wrong(reader);
    entries.set(key, readValue(reader, depth + 1));
  }
  return { entries };
}

function take(reader: Reader, sign: string): boolean {
  match(reader, SPACE);
  if (reader.text[reader.at] !== sign) return false;
  reader.at += 1;
  return true;
}

function match(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at = pattern.lastIndex;
  return found;
}

function wrong({ at }: Reader): SyntaxError {
  return new SyntaxError(`No Python literal from character ${at + 1} on.`);
}
