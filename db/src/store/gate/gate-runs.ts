import { asc, getTableColumns, inArray, sql } from 'drizzle-orm';
import { gateCheck, gateRun } from '../../schema/index.ts';
import { onlyRow } from '../batches.ts';
import { insertRows } from '../insert-rows.ts';
import type { ChildList, List } from '../lists/list.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

export type GateRunRow = typeof gateRun.$inferSelect;
export type GateCheckRow = typeof gateCheck.$inferSelect;
export type NewGateCheck = Omit<typeof gateCheck.$inferInsert, 'gateRunId' | 'position'>;
export type NewGateRun = Omit<typeof gateRun.$inferInsert, 'id' | 'decidedAt'>;

/** Keeps a decision with all its checks, or nothing of it. @throws StoreError */
export function writeGateRun(
  store: Store,
  { decision, checks }: { readonly decision: NewGateRun; readonly checks: readonly NewGateCheck[] },
): Promise<GateRunRow> {
  return orStoreError('Writing the gate’s decision', () =>
    store.db.transaction(async (tx) => {
      const row = onlyRow(await tx.insert(gateRun).values(decision).returning());
      const rows = checks.map((check, position) => ({ ...check, position, gateRunId: row.id }));
      await insertRows(tx, gateCheck, rows);
      return row;
    }),
  );
}

/** The checks of these decisions, in order. */
export function readGateChecks({ db }: Store, gateRunIds: readonly number[]): Promise<GateCheckRow[]> {
  return db
    .select()
    .from(gateCheck)
    .where(inArray(gateCheck.gateRunId, [...gateRunIds]))
    .orderBy(asc(gateCheck.gateRunId), asc(gateCheck.position));
}

const gateRuns: List<GateRunRow, never> = {
  name: 'gateRuns',
  table: gateRun,
  columns: getTableColumns(gateRun),
  id: gateRun.id,
  orders: { DECIDED_AT: { column: gateRun.decidedAt, sortValue: (row) => row.decidedAt, kind: 'string' } },
  defaultOrder: { field: 'DECIDED_AT', direction: 'DESC' },
  where: () => sql`true`,
};

/** The decisions about a version, newest first. */
export const gateRunsOfVersion: ChildList<GateRunRow, never> = {
  ...gateRuns,
  name: 'gateRunsOfVersion',
  parent: gateRun.modelVersionId,
};
