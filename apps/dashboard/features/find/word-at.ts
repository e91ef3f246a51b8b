/** The word of a formula that is being typed, and where it stands. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const OPERATOR = /^(and|or|not)$/iu;

/** The word before the caret, an open quote included; "" after a space, an operator or a bracket. */
export function wordAt(field: Pick<HTMLInputElement, 'value' | 'selectionStart'> | null): Word {
  if (!field) return { text: '', start: 0, end: 0 };
  const end = field.selectionStart ?? field.value.length;
  const before = field.value.slice(0, end);
  const quote = before.lastIndexOf('"');
  const open = (before.match(/"/gu) ?? []).length % 2 === 1;
  const start = open ? quote : end - (/[^\s()"]*$/u.exec(before)?.[0].length ?? 0);
  const text = before.slice(open ? start + 1 : start);
  return OPERATOR.test(text) ? { text: '', start: end, end } : { text, start, end };
}

/** Puts a concept's name in the place of the word that is being typed, in quotes where a formula needs them. */
export function completeWord(field: HTMLInputElement, name: string): void {
  const { start, end } = wordAt(field);
  const written = /[\s()"]/u.test(name) || OPERATOR.test(name) ? `"${name.replaceAll('"', '\\"')}"` : name;
  field.setRangeText(written, start, end, 'end');
  field.focus();
}
