import { eq, getTableColumns, sql } from 'drizzle-orm';
import { auditEntry } from '../../schema/index.ts';
import { onlyRow } from '../batches.ts';
import type { List } from '../lists/list.ts';
import type { Store } from '../open-store.ts';

export type AuditRow = typeof auditEntry.$inferSelect;
export type NewAuditEntry = Omit<typeof auditEntry.$inferInsert, 'id' | 'at'>;

/** Keeps what somebody did, or was refused. */
export async function writeAudit({ db }: Store, entry: NewAuditEntry): Promise<void> {
  await db.insert(auditEntry).values(entry);
}

/** Keeps that somebody begins to do something; returns the entry's id. */
export async function startAudit({ db }: Store, entry: Omit<NewAuditEntry, 'outcome'>): Promise<number> {
  const started = { ...entry, outcome: 'STARTED' };
  return onlyRow(await db.insert(auditEntry).values(started).returning({ id: auditEntry.id })).id;
}

/** Keeps what came of it. */
export async function finishAudit({ db }: Store, { id, outcome }: { id: number; outcome: string }): Promise<void> {
  await db.update(auditEntry).set({ outcome }).where(eq(auditEntry.id, id));
}

/** What was changed by whom, the newest first. */
export const auditEntries: List<AuditRow, never> = {
  name: 'auditEntries',
  table: auditEntry,
  columns: getTableColumns(auditEntry),
  id: auditEntry.id,
  orders: { AT: { column: auditEntry.at, sortValue: (row) => row.at, kind: 'string' } },
  defaultOrder: { field: 'AT', direction: 'DESC' },
  where: () => sql`true`,
};
