import { open } from 'node:fs/promises';
import type { Cell, ColumnPage, ExportColumn, ExportColumns } from '@strata/db';
import { type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import { snakeCase } from '../text/snake-case.ts';
import { groupWriter } from './file-writer.ts';
import { inGroups } from './in-groups.ts';
import { parquetSchema } from './parquet-schema.ts';

/** What a file says of itself. */
export interface FileNotes {
  readonly createdBy: string;
  /** Key by key, as its metadata. */
  readonly notes: Readonly<Record<string, string>>;
}

/**
 * Writes a list to a new Parquet file, some twenty thousand rows a row group, and waits until the disk has it. A list without rows is a
 * file with all columns and none.
 * @returns the rows written
 * @throws the system's error, and what reading the pages throws
 */
export async function writeParquet(
  path: string,
  { columns, pages }: { readonly columns: ExportColumns; readonly pages: AsyncIterable<ColumnPage> },
  { createdBy, notes }: FileNotes,
): Promise<number> {
  const file = await open(path, 'wx');
  try {
    const writer = new ParquetWriter({
      writer: groupWriter(file),
      schema: parquetSchema(columns),
      createdBy,
      kvMetadata: Object.entries(notes).map(([key, value]) => ({ key, value })),
    });
    let rows = 0;
    for await (const page of inGroups(pages)) {
      const columnData = Object.entries(columns).map(([name, column]) => sourceOf(name, column, page));
      await writer.write({ columnData, rowGroupSize: page.rows });
      rows += page.rows;
    }
    await writer.finish();
    await file.sync();
    return rows;
  } finally {
    await file.close();
  }
}

function sourceOf(name: string, { kind, nullable }: ExportColumn, { columns, rows }: ColumnPage): ColumnSource {
  const values = columns[name] ?? [];
  if (values.length !== rows) throw new Error(`Expected ${rows} values of ${name}, came ${values.length}.`);
  const data = kind === 'int64' || kind === 'instant' ? bigints(values, nullable) : plainValues(values, kind);
  return { name: snakeCase(name), data };
}

/** 64-bit numbers, which the library takes as bigints only. */
function bigints(values: readonly Cell[], nullable: boolean): ColumnSource['data'] {
  if (nullable) return values.map((value) => (value === null ? null : BigInt(value)));
  return BigInt64Array.from(values as readonly number[], BigInt);
}

function plainValues(values: readonly Cell[], kind: ExportColumn['kind']): ColumnSource['data'] {
  // Half of a surrogate pair is no UTF-8.
  if (kind === 'text') return values.map((value) => (typeof value === 'string' ? value.toWellFormed() : value));
  return values as Cell[];
}
