import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const FILE = resolve(import.meta.dirname, '../../docs/validity.md');

/** Lines between two marks of docs/validity.md, the marks left out. */
export interface Marks {
  readonly start: string;
  readonly end: string;
}

/** Reads the lines between the marks. */
export async function readMarked({ start, end }: Marks): Promise<string[]> {
  const [, rest = ''] = (await readFile(FILE, 'utf8')).split(start);
  return (rest.split(end)[0] ?? '').split('\n');
}

/** Writes lines between the marks, with an empty line on both sides. */
export async function writeMarked({ start, end }: Marks, lines: readonly string[]): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [before = '', rest = ''] = text.split(start);
  const [, after = ''] = rest.split(end);
  await writeFile(FILE, `${before}${[start, '', ...lines, '', end].join('\n')}${after}`);
}
