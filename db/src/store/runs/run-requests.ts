import { and, asc, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { model, modelVersion, probeDataset, type RequestStatus, run, runRequest } from '../../schema/index.ts';
import { onlyRow } from '../batches.ts';
import type { List } from '../lists/list.ts';
import type { Store } from '../open-store.ts';
import { emitRunEvent } from './run-events.ts';

export type RunRequestRow = typeof runRequest.$inferSelect;
export type NewRunRequest = Omit<
  typeof runRequest.$inferInsert,
  'id' | 'status' | 'error' | 'createdAt' | 'finishedAt'
>;

/** Statuses from which a request still goes on. */
const OPEN: RequestStatus[] = ['QUEUED', 'PREPARING', 'RUNNING'];

export const runRequests: List<RunRequestRow, never> = {
  name: 'runRequests',
  table: runRequest,
  columns: getTableColumns(runRequest),
  id: runRequest.id,
  orders: { CREATED_AT: { column: runRequest.createdAt, sortValue: (row) => row.createdAt, kind: 'string' } },
  defaultOrder: { field: 'CREATED_AT', direction: 'DESC' },
  where: () => sql`true`,
};

/** Asks the workers for a run; they find it in the table. */
export function createRunRequest({ db }: Store, asked: NewRunRequest): Promise<RunRequestRow> {
  return db.transaction(async (tx) => {
    const row = onlyRow(await tx.insert(runRequest).values(asked).returning());
    await emitRunEvent(tx, { runRequestId: row.id, kind: 'STATUS', status: row.status });
    return row;
  });
}

/** A request that asks for the same and still goes on. */
export async function findSameRequest({ db }: Store, asked: NewRunRequest): Promise<RunRequestRow | null> {
  const { requestedBy: _, runId: __, ...same } = asked;
  const columns = getTableColumns(runRequest);
  const equal = Object.entries(same).map(([name, value]) => {
    const column = columns[name as keyof typeof same];
    return sql`${column} is not distinct from ${sql.param(value, column)}`;
  });
  const [row] = await db
    .select()
    .from(runRequest)
    .where(and(inArray(runRequest.status, OPEN), ...equal))
    .orderBy(asc(runRequest.id))
    .limit(1);
  return row ?? null;
}

/** What a worker needs to know of a request, in names and hashes. */
export interface DescribedRequest {
  readonly request: RunRequestRow;
  readonly modelName: string;
  readonly versionLabel: string;
  readonly source: 'ONNX' | 'ACTIVATIONS';
  readonly contentSha256: string;
  readonly datasetSha256: string;
}

/** Reads a request with what it names; null when there is none. */
export async function describeRequest({ db }: Store, id: number): Promise<DescribedRequest | null> {
  const [row] = await db
    .select({
      request: runRequest,
      modelName: model.name,
      versionLabel: modelVersion.label,
      source: modelVersion.source,
      contentSha256: modelVersion.contentSha256,
      datasetSha256: probeDataset.sha256,
    })
    .from(runRequest)
    .innerJoin(modelVersion, eq(modelVersion.id, runRequest.modelVersionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .innerJoin(probeDataset, eq(probeDataset.id, runRequest.probeDatasetId))
    .where(eq(runRequest.id, id));
  return row ?? null;
}

/** The requests that wait for a worker, in their order. */
export async function queuedRequestIds({ db }: Store): Promise<number[]> {
  const rows = await db
    .select({ id: runRequest.id })
    .from(runRequest)
    .where(eq(runRequest.status, 'QUEUED'))
    .orderBy(asc(runRequest.id))
    .limit(100);
  return rows.map(({ id }) => id);
}

export interface RequestStep {
  readonly id: number;
  readonly status: RequestStatus;
  /** Default unchanged. */
  readonly runId?: number | undefined;
  /** Default none. */
  readonly error?: string | undefined;
}

/**
 * Takes a request a step further unless it has ended; whoever ends it first has ended it.
 * @returns the request, or null when it had ended
 */
export function stepRequest({ db }: Store, { id, status, runId, error }: RequestStep): Promise<RunRequestRow | null> {
  return db.transaction(async (tx) => {
    const [row] = await tx
      .update(runRequest)
      .set({ status, runId, error: error ?? null, finishedAt: OPEN.includes(status) ? null : sql`now()` })
      .where(and(eq(runRequest.id, id), inArray(runRequest.status, OPEN)))
      .returning();
    if (!row) return null;
    await emitRunEvent(tx, { runRequestId: id, runId: row.runId, kind: 'STATUS', status, message: error ?? null });
    return row;
  });
}

/** Whether a request still goes on. */
export async function isRequestOpen({ db }: Store, id: number): Promise<boolean> {
  const [row] = await db.select({ status: runRequest.status }).from(runRequest).where(eq(runRequest.id, id));
  return row !== undefined && OPEN.includes(row.status);
}

/** The newest request of a run; null for a run of the command line. */
export async function requestOfRun({ db }: Store, runId: number): Promise<RunRequestRow | null> {
  const [row] = await db
    .select()
    .from(runRequest)
    .where(eq(runRequest.runId, runId))
    .orderBy(desc(runRequest.id))
    .limit(1);
  return row ?? null;
}

/** How many units of a run are still to be explained. */
export async function unitsLeft({ db }: Store, runId: number): Promise<number> {
  const [row] = await db
    .select({ left: sql<number>`${run.unitsTotal} - ${run.unitsDone}`.mapWith(Number) })
    .from(run)
    .where(eq(run.id, runId));
  return row?.left ?? 0;
}

/** Processor time of a job's stages, in milliseconds. */
export interface JobTimings {
  readonly runId: number;
  readonly ranges: number;
  readonly hits: number;
  readonly search: number;
  readonly evidence: number;
  readonly samples: number;
}

/** Adds what a worker's job took to a run's timings, in milliseconds. */
export async function addTimings({ db }: Store, job: JobTimings): Promise<void> {
  const { runId, ranges, hits, search, evidence, samples } = job;
  await db.execute(sql`update run set ranges_ms = coalesce(ranges_ms, 0) + ${ranges},
    hits_ms = coalesce(hits_ms, 0) + ${hits}, search_ms = coalesce(search_ms, 0) + ${search},
    evidence_ms = coalesce(evidence_ms, 0) + ${evidence},
    samples_ms = coalesce(samples_ms, 0) + ${samples} where id = ${runId}`);
}
