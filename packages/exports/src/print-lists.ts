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
  const rows = Object.entries(columns).map(([column, { kind, nullable, meaning: says }]) => {
    const type = `${TYPES[kind]}${nullable ? ', optional' : ''}`;
    return `| \`${snakeCase(column)}\` | ${type} | ${says.replaceAll('|', '\\|')} |`;
  });
  return `### ${name}\n\nA row is ${meaning}.\n\n| column | type | what stands in it |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}
