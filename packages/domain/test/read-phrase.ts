import { and, concept, type Formula, not, or } from '../src/index.ts';

/** Reads words from left to right. */
class Reader {
  readonly #text: string;
  #at = 0;
  readonly #name: RegExp;

  constructor(text: string, name: RegExp) {
    this.#text = text;
    this.#name = name;
  }

  take(words: string): boolean {
    if (!this.#text.startsWith(words, this.#at)) return false;
    this.#at += words.length;
    return true;
  }

  takeAny(...choices: string[]): string | undefined {
    return choices.find((words) => this.take(words));
  }

  expect(...choices: string[]): void {
    if (this.takeAny(...choices) === undefined)
      throw new Error(`Expected ${choices.join(' or ')} at ${this.#at} of ${this.#text}.`);
  }

  name(): Formula {
    const quoted = this.#match(/“((?:\\.|[^”\\])*)”/uy);
    if (quoted) return concept((quoted[1] as string).replaceAll(/\\(.)/gu, '$1'));
    const plain = this.#match(this.#name);
    if (!plain) throw new Error(`Expected a name at ${this.#at} of ${this.#text}.`);
    return concept(plain[0]);
  }

  end(): void {
    if (this.#at !== this.#text.length) throw new Error(`Expected the end at ${this.#at} of ${this.#text}.`);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }
}

const all = (parts: readonly Formula[]): Formula => parts.reduce((left, right) => and(left, right));

/** What an English phrase means. */
export function readEnglish(words: string): Formula {
  const reader = new Reader(words, /[^(),]+?(?=$|[(),]| or | and | without )/uy);
  const operand = (): Formula => {
    if (reader.take('not ')) return not(operand());
    if (!reader.take('(')) return reader.name();
    const inside = level();
    reader.expect(')');
    return inside;
  };
  const list = (first: Formula, joint: string): Formula[] => {
    const parts = [first];
    while (reader.take(joint)) parts.push(operand());
    return parts;
  };
  const without = (): Formula[] =>
    reader.takeAny(', without ', ' without ') === undefined ? [] : list(operand(), ' and ').map(not);
  const level = (): Formula => {
    if (reader.take('the part of (')) {
      const group = level();
      reader.expect(') that is ');
      return all([group, ...list(operand(), ' and '), ...without()]);
    }
    const first = operand();
    if (reader.take(' or ')) return list(operand(), ' or ').reduce((left, right) => or(left, right), first);
    return all([...list(first, ' and '), ...without()]);
  };
  const formula = level();
  reader.end();
  return formula;
}

/** What a Japanese phrase means. */
export function readJapanese(words: string): Formula {
  const reader = new Reader(
    words,
    /[^「」『』（）・]+?(?=$|[「」『』（）・]| または| かつ| 以外| と重なる部分| を除く)/uy,
  );
  const operand = (): Formula => {
    const open = reader.takeAny('「', '『');
    if (open === undefined) return reader.name();
    const inside = level();
    reader.expect(open === '「' ? '」' : '』');
    return inside;
  };
  const list = (first: Formula, ...joints: string[]): Formula[] => {
    const parts = [first];
    while (reader.takeAny(...joints) !== undefined) parts.push(operand());
    return parts;
  };
  const both = [' かつ ', ' かつ', 'かつ ', 'かつ'];
  const either = [' または ', ' または', 'または ', 'または'];
  const without = (): Formula[] => {
    if (!reader.take('（')) return [];
    const out = list(operand(), '・');
    reader.expect(' を除く）', 'を除く）');
    return out.map(not);
  };
  const level = (): Formula => {
    const first = operand();
    if (reader.takeAny('のうち ', 'のうち') !== undefined) {
      const others = list(operand(), ...both);
      reader.expect(' と重なる部分', 'と重なる部分');
      return all([first, ...others, ...without()]);
    }
    if (reader.takeAny(...either) !== undefined)
      return list(operand(), ...either).reduce((left, right) => or(left, right), first);
    const out = list(first, '・');
    if (reader.takeAny(' 以外', '以外') !== undefined) return all(out.map(not));
    return all([...list(first, ...both), ...without()]);
  };
  const formula = level();
  reader.end();
  return formula;
}
