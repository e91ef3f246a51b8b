import type { ColumnKind, ExportColumns } from '@strata/db';
import type { ParquetWriter } from 'hyparquet-writer';
import { snakeCase } from '../text/snake-case.ts';

export type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

/**
 * Each kind in Parquet's old and new names: of text by its new name alone DuckDB makes a blob, and of an instant by its old
 * one polars and DuckDB lose the zone.
 */
const TYPES = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  int32: { type: 'INT32' },
  int64: { type: 'INT64' },
  float64: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MICROS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
} as const satisfies Readonly<Record<ColumnKind, Omit<SchemaElement, 'name'>>>;

/** The schema of a list: every type is stated, since guesses from the first rows fail on the rows after them. */
export function parquetSchema(columns: ExportColumns): SchemaElement[] {
  const names = Object.entries(columns);
  return [
    { name: 'root', num_children: names.length },
    ...names.map(([name, { kind, nullable }]) => ({
      name: snakeCase(name),
      ...TYPES[kind],
      repetition_type: nullable ? ('OPTIONAL' as const) : ('REQUIRED' as const),
    })),
  ];
}
