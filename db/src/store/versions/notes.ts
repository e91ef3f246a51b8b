import { getTableColumns, sql } from 'drizzle-orm';
import { versionNote } from '../../schema/index.ts';
import { onlyRow } from '../batches.ts';
import type { ChildList } from '../lists/list.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

export type VersionNoteRow = typeof versionNote.$inferSelect;

/** Characters of a note at most. */
export const NOTE_CHARACTERS_MAX = 4_000;

/** Keeps a note. @throws StoreError */
export function writeVersionNote(
  { db }: Store,
  note: Pick<VersionNoteRow, 'modelVersionId' | 'text' | 'actor'>,
): Promise<VersionNoteRow> {
  return orStoreError('Writing a note', async () => onlyRow(await db.insert(versionNote).values(note).returning()));
}

/** A version's notes, newest first. */
export const notesOfVersion: ChildList<VersionNoteRow, never> = {
  name: 'notesOfVersion',
  table: versionNote,
  columns: getTableColumns(versionNote),
  id: versionNote.id,
  orders: { WRITTEN_AT: { column: versionNote.writtenAt, sortValue: (row) => row.writtenAt, kind: 'string' } },
  defaultOrder: { field: 'WRITTEN_AT', direction: 'DESC' },
  where: () => sql`true`,
  parent: versionNote.modelVersionId,
};
