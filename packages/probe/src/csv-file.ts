import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatasetError } from '@strata/domain';
import { parse } from 'csv-parse/sync';
import { csvText } from './csv-text.ts';
import { requireFile } from './inside.ts';

/** A table of a million samples takes a tenth of it; much more is no text that fits into memory. */
const CSV_BYTES_MAX = 256 * 2 ** 20;

/** A row by the names of its columns, and the line of the file on which it begins. */
export interface CsvRow {
  readonly line: number;
  /** Without a prototype, so that every name is a column's and nothing else's. */
  readonly cells: Readonly<Record<string, string>>;
}

interface ParsedRow {
  readonly info: { readonly lines: number };
  readonly raw: string;
  readonly record: Record<string, string>;
}

/**
 * Reads a CSV file with a header line.
 * @throws DatasetError when it is missing, not UTF-8, malformed, separated otherwise, names a column twice, or lacks one
 * of the columns.
 */
export async function readCsv(path: string, columns: readonly string[]): Promise<CsvRow[]> {
  const expected = `expected a CSV file with the columns ${columns.join(', ')}`;
  const real = requireFile(path, { folder: dirname(path), where: `${path}: ${expected}` });
  const { size } = await stat(real);
  if (size > CSV_BYTES_MAX) {
    throw new DatasetError(`${path}: ${expected} of at most ${CSV_BYTES_MAX} bytes, found ${size}.`, {
      context: { file: path },
    });
  }
  const bytes = await readFile(real).catch((cause: unknown) => {
    throw new DatasetError(`${path}: ${expected}. ${reasonOf(cause)}`, { cause });
  });
  const text = csvText(bytes, path);
  requireCommas(text, { path, columns });
  let header: readonly string[] = [];
  try {
    const rows = parse(text, {
      columns: (names: string[]) => {
        header = onceEach(names);
        // By place: as names, "__proto__" would be none, and "constructor" there already.
        return names.map((_, place) => `${place}`);
      },
      skip_empty_lines: true,
      trim: true,
      info: true,
      raw: true,
      // The types know nothing of what `info` and `raw` make of a record.
    }) as unknown as ParsedRow[];
    requireColumns(header, { path, columns });
    return rows.map(({ info, raw, record }) => ({
      line: info.lines - linesWithin(raw),
      cells: byName(header, record),
    }));
  } catch (cause) {
    if (cause instanceof DatasetError) throw cause;
    throw new DatasetError(`${path}: ${expected}. ${reasonOf(cause)}`, { cause });
  }
}

function byName(header: readonly string[], record: Readonly<Record<string, string>>): CsvRow['cells'] {
  const cells: Record<string, string> = Object.create(null);
  for (const [place, name] of header.entries()) cells[name] = record[place] ?? '';
  return cells;
}

/** The parser tells where a record ends, and gives empty lines before it with it. */
function linesWithin(raw: string): number {
  return (
    raw
      .replace(/^(?:[^\S\n]*\n)+/u, '')
      .replace(/\n$/u, '')
      .match(/\n/gu) ?? []
  ).length;
}

function requireCommas(text: string, { path, columns }: { path: string; columns: readonly string[] }): void {
  const [head = ''] = /\S.*/u.exec(text) ?? [];
  const has = (separator: string) => {
    const names = head.split(separator).map((name) => name.trim().replace(/^"(.*)"$/u, '$1'));
    return columns.every((column) => names.includes(column));
  };
  if (has(',')) return;
  const separator = has(';') ? 'semicolons' : has('\t') ? 'tabs' : has('|') ? 'bars' : null;
  if (separator === null) return;
  throw new DatasetError(
    `${path}, line ${linesBefore(text, head) + 1}: expected columns separated by commas, found ${separator}. Save the file with commas.`,
    { context: { file: path } },
  );
}

function linesBefore(text: string, head: string): number {
  return (text.slice(0, text.indexOf(head)).match(/\n/gu) ?? []).length;
}

function requireColumns(
  header: readonly string[],
  { path, columns }: { path: string; columns: readonly string[] },
): void {
  const missing = columns.filter((column) => !header.includes(column));
  // An empty file has no rows, which its reader reports.
  if (header.length === 0 || missing.length === 0) return;
  const other = missing.flatMap((column) => header.find((name) => name.toLowerCase() === column.toLowerCase()) ?? []);
  const hint = other.length > 0 ? ` Upper and lower case count: "${other.join('", "')}".` : '';
  throw new DatasetError(
    `${path}: expected the columns ${columns.join(', ')}; missing: ${missing.join(', ')}.${hint} Correct the header line.`,
    { context: { file: path } },
  );
}

function onceEach(header: readonly string[]): readonly string[] {
  const twice = header.find((column, at) => header.indexOf(column) !== at);
  if (twice !== undefined) throw new Error(`The column "${twice}" occurs twice.`);
  return header;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
