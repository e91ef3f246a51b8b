import { readFile, stat } from 'node:fs/promises';
import { DatasetError } from '@strata/domain';
import { csvText } from '../../csv-text.ts';

const TEXT_BYTES_MAX = 64 * 2 ** 20;

/** The lines of a text file in UTF-8 that hold something, each with its number. @throws DatasetError as `csvText`, and when it is too large */
export async function readLines(path: string): Promise<{ line: number; text: string }[]> {
  const { size } = await stat(path);
  if (size > TEXT_BYTES_MAX)
    throw new DatasetError(`${path}: expected at most ${TEXT_BYTES_MAX} bytes, found ${size}.`);
  return csvText(await readFile(path), path)
    .split('\n')
    .map((text, at) => ({ line: at + 1, text: text.trim() }))
    .filter(({ text }) => text !== '');
}

/**
 * A list of names with numbers, a line each.
 * @param pattern its groups are the number and the name
 * @throws DatasetError naming the line that is another, and a number that occurs twice
 */
export async function numberedNames(path: string, pattern: RegExp): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (const { line, text } of await readLines(path)) {
    const [, number, name = ''] = pattern.exec(text) ?? [];
    if (number === undefined || name === '')
      throw new DatasetError(`${path}, line ${line}: expected a number and a name, found "${text.slice(0, 60)}".`);
    if (names.has(Number(number))) throw new DatasetError(`${path}, line ${line}: number ${number} occurs twice.`);
    names.set(Number(number), name);
  }
  return names;
}
