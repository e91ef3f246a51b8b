import { plainLine } from '@strata/domain';

/**
 * A text as YAML of either version reads it as text, be it `no`, `12:30` or `1.10`: in double quotes, in one line. Three
 * hyphens are not left together: there are readers that take them for the end of a document wherever they stand.
 */
export function yamlText(text: string): string {
  return JSON.stringify(plainLine(text)).replaceAll('---', '\\u002d--');
}

/**
 * A number as YAML of either version reads it as one: `1.0e-7`, where 1.1 takes `1e-7` for text.
 * @throws RangeError for what is no finite number
 */
export function yamlNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`Expected a finite number, came ${value}.`);
  const text = String(value);
  return /^-?\d+e/u.test(text) ? text.replace('e', '.0e') : text;
}
