import { join } from 'node:path';
import type { Snapshot } from '@strata/db';
import type { ListsAsked, TableList } from './lists.ts';
import { readAhead } from './read-ahead.ts';
import { writeParquet } from './write-parquet.ts';

export interface ListsWriting {
  readonly lists: readonly TableList[];
  readonly asked: ListsAsked;
  readonly createdBy: string;
}

/** Writes each list as a Parquet file of its name. @returns the rows of each */
export async function writeLists(
  snapshot: Snapshot,
  folder: string,
  { lists, asked, createdBy }: ListsWriting,
): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const { name, meaning, columns, pages } of lists) {
    const notes = { 'strata.list': name, 'strata.row': meaning };
    const list = { columns, pages: readAhead(pages(snapshot, asked)) };
    rows[name] = await writeParquet(join(folder, `${name}.parquet`), list, { createdBy, notes });
  }
  return rows;
}
