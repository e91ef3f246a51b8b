import { asc, inArray } from 'drizzle-orm';
import { rangeImportance } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';

export type RangeImportanceRow = typeof rangeImportance.$inferSelect;

/** What setting all units' ranges of one number to zero does in these runs, each run's from the lowest range up. */
export function readRangeImportance({ db }: Store, runIds: readonly number[]): Promise<RangeImportanceRow[]> {
  return db
    .select()
    .from(rangeImportance)
    .where(inArray(rangeImportance.runId, [...runIds]))
    .orderBy(asc(rangeImportance.clusterIndex));
}
