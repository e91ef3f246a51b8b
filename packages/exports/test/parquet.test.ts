import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell, ColumnPage } from '@strata/db';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeParquet } from '../src/tables/write-parquet.ts';
import { each } from './layer.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-parquet-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const column = <Kind extends string>(kind: Kind, nullable = true) => ({
  kind,
  nullable,
  meaning: '',
  value: () => null,
});
const COLUMNS = {
  text: column('text' as const),
  unitIndex: column('int32' as const, false),
  pixels: column('int64' as const),
  iou: column('float64' as const),
  isIt: column('boolean' as const),
  startedAt: column('instant' as const, false),
};
const NOTES = { createdBy: 'test', notes: { key: 'ä' } };

function page(rows: readonly (readonly Cell[])[]): ColumnPage {
  const columns = Object.keys(COLUMNS).map((name, at) => [name, rows.map((row) => row[at] ?? null)]);
  return { rows: rows.length, columns: Object.fromEntries(columns) };
}

async function write(name: string, pages: readonly ColumnPage[]) {
  const path = join(folder, name);
  const rows = await writeParquet(path, { columns: COLUMNS, pages: each(pages) }, NOTES);
  const file = await asyncBufferFromFile(path);
  return { rows, read: await parquetReadObjects({ file }), metadata: await parquetMetadataAsync(file) };
}

/** 2026-11-27T18:00:00.123456Z */
const MICROS = 1_795_802_400_123_456;

describe('a Parquet file', () => {
  it('holds every kind of value, none, no number and what exceeds 32 bits, page after page', async () => {
    const { rows, read } = await write('values.parquet', [
      page([
        ['fjäll "<5%"\u001b', 0, 2 ** 40, 1e-7, true, MICROS],
        [null, 1, null, null, null, MICROS],
      ]),
      page([['no', 2, 0, Number.NaN, false, MICROS]]),
    ]);
    expect(rows).toBe(3);
    expect(read).toMatchObject([
      { text: 'fjäll "<5%"\u001b', unit_index: 0, pixels: 2n ** 40n, iou: 1e-7, is_it: true },
      { text: null, unit_index: 1, pixels: null, iou: null, is_it: null },
      { text: 'no', unit_index: 2, pixels: 0n, iou: Number.NaN, is_it: false },
    ]);
    // Milliseconds are all that a Date has.
    expect(read[0]?.started_at).toEqual(new Date('2026-11-27T18:00:00.123Z'));
  });

  it('states every type in the old names and the new, whatever its values are', async () => {
    // Zeros, and then a fraction: a type guessed from the first rows could not hold it.
    const zeros = page(Array.from({ length: 1_200 }, (_, unit) => [null, unit, null, 0, null, MICROS]));
    const { metadata } = await write('types.parquet', [zeros, page([[null, 0, null, 0.25, null, MICROS]])]);
    const types = Object.fromEntries(metadata.schema.map((element) => [element.name, element]));
    expect(types.text).toMatchObject({ converted_type: 'UTF8', logical_type: { type: 'STRING' } });
    expect(types.iou).toMatchObject({ type: 'DOUBLE', repetition_type: 'OPTIONAL' });
    expect(types.unit_index).toMatchObject({ type: 'INT32', repetition_type: 'REQUIRED' });
    expect(types.started_at).toMatchObject({
      converted_type: 'TIMESTAMP_MICROS',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
    });
    // Pages of a few rows share a row group.
    expect(metadata.row_groups.map(({ num_rows: rows }) => rows)).toEqual([1_201n]);
    expect(metadata.key_value_metadata).toContainEqual({ key: 'key', value: 'ä' });
  });

  it('cuts many rows into row groups, so that memory holds a part', async () => {
    const many = page(Array.from({ length: 15_000 }, (_, unit) => [null, unit, null, null, null, MICROS]));
    const { rows, metadata } = await write('groups.parquet', [many, many, many]);
    expect(rows).toBe(45_000);
    expect(metadata.row_groups.map(({ num_rows: rows }) => rows)).toEqual([30_000n, 15_000n]);
  });

  it('without rows has all columns and none', async () => {
    const { read, metadata } = await write('empty.parquet', []);
    expect(read).toEqual([]);
    expect(metadata.schema).toHaveLength(7);
  });
});
