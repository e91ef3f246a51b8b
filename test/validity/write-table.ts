import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { printRow, type ValidityRow } from './row.ts';

const FILE = resolve(import.meta.dirname, '../../docs/validity.md');
const START = '<!-- measured -->';
const END = '<!-- end -->';
const HEAD = [
  '| id | what was given | statement | wrong | share (95 % interval) | reach | reached |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

/** Writes the rows between the marks of docs/validity.md, what there is nothing to find in first. */
export async function writeTable(rows: readonly ValidityRow[]): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [before = '', rest = ''] = text.split(START);
  const [, after = ''] = rest.split(END);
  const lines = (nothing: boolean): string[] => rows.filter((row) => row.nothing === nothing).map(printRow);
  const table = [
    START,
    '',
    '### Nothing to find',
    '',
    ...HEAD,
    ...lines(true),
    '',
    '### Something planted',
    '',
    ...HEAD,
    ...lines(false),
    '',
    END,
  ];
  await writeFile(FILE, `${before}${table.join('\n')}${after}`);
}
