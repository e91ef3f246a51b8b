import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnKind } from '@strata/db';
import { LISTS, type TableList } from './tables/lists.ts';
import { snakeCase } from './text/snake-case.ts';

/* Writes the columns of all lists into docs/exports.md, between its two marks. */
const TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'string',
  int32: 'int32',
  int64: 'int64',
  float64: 'double',
  boolean: 'boolean',
  instant: 'instant',
};
const path = join(import.meta.dirname, '../../../docs/exports.md');
const text = readFileSync(path, 'utf8');
const lists = LISTS.map(sectionOf).join('\n');
writeFileSync(
  path,
  text.replace(/<!-- lists -->[\s\S]*<!-- end -->/u, () => `<!-- lists -->\n\n${lists}\n<!-- end -->`),
);

function sectionOf({ name, meaning, columns }: TableList): string {
  const rows = Object.entries(columns).map(([column, { kind, nullable, meaning: says }]) => [
    `\`${snakeCase(column)}\``,
    `${TYPES[kind]}${nullable ? ', optional' : ''}`,
    says.replaceAll('|', '\\|'),
  ]);
  return `### ${name}\n\nA row is ${meaning}.\n\n${tableOf([['column', 'type', 'what stands in it'], ...rows])}\n`;
}

/** In columns of one width, as the formatter has them. */
function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [line(head), rule, ...rows.map(line)].join('\n');
}
