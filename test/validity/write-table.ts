import { readMarked, writeMarked } from './marked-text.ts';
import { printRow, type ValidityRow } from './row.ts';

const MARKS = { start: '<!-- measured -->', end: '<!-- end -->' };
const PLANTED = '### Something planted';
const HEAD = [
  '| id | what was given | statement | wrong | share (95 % interval) | reach | reached |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

/**
 * Writes the rows between the marks of docs/validity.md, what there is nothing to find in first. With `keep`, rows that
 * were not measured stay: a row is known by its id, what was given and the statement.
 */
export async function writeTable(rows: readonly ValidityRow[], { keep }: { readonly keep: boolean }): Promise<void> {
  const known = keep ? rowsOf(await readMarked(MARKS)) : { nothing: [], planted: [] };
  await writeMarked(MARKS, [
    '### Nothing to find',
    '',
    ...HEAD,
    ...merged(known.nothing, rows.filter(({ nothing }) => nothing).map(printRow)),
    '',
    PLANTED,
    '',
    ...HEAD,
    ...merged(known.planted, rows.filter(({ nothing }) => !nothing).map(printRow)),
  ]);
}

function rowsOf(lines: readonly string[]): { readonly nothing: string[]; readonly planted: string[] } {
  const at = lines.indexOf(PLANTED);
  const rows = (part: readonly string[]) => part.filter((line) => line.startsWith('| ') && !HEAD.includes(line));
  return { nothing: rows(lines.slice(0, at)), planted: rows(lines.slice(at)) };
}

/** New rows in the place of those they renew, others behind them. */
function merged(old: readonly string[], rows: readonly string[]): string[] {
  const keyOf = (row: string): string => row.split(' | ').slice(0, 3).join(' | ');
  const renewed = new Map(rows.map((row) => [keyOf(row), row]));
  const kept = old.map((row) => {
    const own = renewed.get(keyOf(row)) ?? row;
    renewed.delete(keyOf(row));
    return own;
  });
  return [...kept, ...renewed.values()];
}
