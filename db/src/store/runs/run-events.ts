import { and, asc, eq, gt, type SQL, sql } from 'drizzle-orm';
import { runEvent } from '../../schema/index.ts';
import type { Transaction } from '../batches.ts';
import type { Store } from '../open-store.ts';

/** Arbitrary but fixed: whoever writes events waits here for those who write others. */
const EVENT_LOCK = 7_283_404;
/** The channel on which the server says that there are new events. */
export const EVENT_CHANNEL = 'strata_run_event';

export type RunEventRow = typeof runEvent.$inferSelect;
export type NewRunEvent = Omit<typeof runEvent.$inferInsert, 'id' | 'at'>;

/**
 * Writes an event as the last statement of a transaction. Its id is drawn under a lock that is held until the
 * transaction ends, so ids become visible in ascending order; listeners are told when it is committed.
 */
export async function emitRunEvent(tx: Transaction, event: NewRunEvent): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${EVENT_LOCK})`);
  await tx.insert(runEvent).values(event);
  await tx.execute(sql`select pg_notify(${EVENT_CHANNEL}, '')`);
}

/** Writes an event that stands alone. */
export function writeRunEvent({ db }: Store, event: NewRunEvent): Promise<void> {
  return db.transaction((tx) => emitRunEvent(tx, event));
}

export interface RunEventQuery {
  /** Only events with a higher id. */
  readonly after: number;
  readonly limit: number;
  /** Default: events of all runs. */
  readonly runId?: number | undefined;
  /** Default: events of all requests. Those of the run that a request became are its events, too. */
  readonly runRequestId?: number | undefined;
}

/** Events in their order. Asking again after the last one's id misses none. */
export function readRunEvents({ db }: Store, query: RunEventQuery): Promise<RunEventRow[]> {
  const { after, limit, runId, runRequestId } = query;
  const only: SQL[] = [gt(runEvent.id, after)];
  if (runId !== undefined) only.push(eq(runEvent.runId, runId));
  if (runRequestId !== undefined)
    only.push(
      sql`(${runEvent.runRequestId} = ${runRequestId} or ${runEvent.runId} = (select run_id from run_request where id = ${runRequestId}))`,
    );
  return db
    .select()
    .from(runEvent)
    .where(and(...only))
    .orderBy(asc(runEvent.id))
    .limit(limit);
}

/** The id of the newest event; 0 before the first. */
export async function lastRunEventId({ db }: Store): Promise<number> {
  const { rows } = await db.execute<{ last: number }>(sql`select coalesce(max(id), 0)::float8 as last from run_event`);
  return rows[0]?.last ?? 0;
}
