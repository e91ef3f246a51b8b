import { readFile } from 'node:fs/promises';
import { DatasetError } from '@strata/domain';
import { parse } from 'csv-parse/sync';

export type CsvRow = Readonly<Record<string, string>>;

/**
 * Reads a CSV file with a header line.
 * @throws DatasetError when it is missing, malformed, names a column twice, or lacks one of the columns.
 */
export async function readCsv(path: string, columns: readonly string[]): Promise<CsvRow[]> {
  let rows: CsvRow[];
  try {
    rows = parse(await readFile(path, 'utf8'), { columns: onceEach, bom: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new DatasetError(`${path}: expected a CSV file with the columns ${columns.join(', ')}. ${why}`, { cause });
  }
  const missing = columns.filter((column) => rows[0] && !(column in rows[0]));
  if (missing.length > 0) {
    throw new DatasetError(`${path}: expected the columns ${columns.join(', ')}; missing: ${missing.join(', ')}.`);
  }
  return rows;
}

function onceEach(header: string[]): string[] {
  const twice = header.find((column, at) => header.indexOf(column) !== at);
  if (twice !== undefined) throw new Error(`The column "${twice}" occurs twice.`);
  return header;
}
