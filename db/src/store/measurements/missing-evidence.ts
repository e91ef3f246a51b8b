import { eq, sql } from 'drizzle-orm';
import { run } from '../../schema/index.ts';
import { inBatches, onlyRow, type Transaction } from '../batches.ts';
import { evidenceRow } from '../evidence/evidence-columns.ts';
import type { EvidenceSettings } from '../evidence/evidence-settings.ts';
import { gradeRun, type LayerGrader } from '../evidence/grade-run.ts';
import { takeEvidenceSettings } from '../evidence/take-settings.ts';
import type { Store } from '../open-store.ts';
import { writeGradePoints } from '../rollups/grade-points.ts';
import { writeMetricPoints } from '../rollups/metric-points.ts';
import { orStoreError } from '../store-failure.ts';
import type { EvidenceRecord, SupportRecord } from '../unit-record.ts';

/** The evidence of an explanation that is stored already. */
export interface FoundEvidence {
  readonly unit: number;
  readonly clusterIndex: number;
  readonly evidence: EvidenceRecord;
  readonly support: SupportRecord;
}

/**
 * Prepares a run for evidence gathered by these settings: what was gathered by others is taken back. Returns the units
 * with an explanation that has none, or not all that is gathered today, ascending.
 * @throws StoreError when the database fails
 */
export function beginEvidence(
  store: Store,
  { runId, settings }: { readonly runId: number; readonly settings: EvidenceSettings },
): Promise<number[]> {
  return orStoreError(`Preparing the evidence of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      if (await takeEvidenceSettings(tx, { runId, settings })) await rollUpEvidence(tx, runId);
      const { rows } = await tx.execute<{ unit: number }>(sql`
        select distinct unit_index as unit from explanation where run_id = ${runId}
          and (held_out_p is null or shuffled_sample_coverage is null) order by 1`);
      return rows.map(({ unit }) => unit);
    }),
  );
}

/** Stores evidence of explanations that are there, all or none; repeating it changes nothing. @throws StoreError */
export async function writeEvidence(
  store: Store,
  { runId, found }: { readonly runId: number; readonly found: readonly FoundEvidence[] },
): Promise<void> {
  await orStoreError(`Writing the evidence of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      for (const batch of inBatches(found)) await updateExplanations(tx, { runId, batch });
    }),
  );
}

async function updateExplanations(
  tx: Transaction,
  { runId, batch }: { readonly runId: number; readonly batch: readonly FoundEvidence[] },
): Promise<void> {
  const rows = batch.map((one) => ({ ...one, ...evidenceRow(one.evidence) }));
  const column = (of: (row: (typeof rows)[number]) => number | string | null) => sql.param(rows.map(of));
  await tx.execute(sql`
    update explanation e set held_out_intersection = s.a, held_out_union = s.b, shuffled_intersection = s.c,
      shuffled_union = s.d, shifted_intersection = s.f, shifted_union = s.g, times_shuffled = s.h, held_out_p = s.i,
      null_mean = s.j, null_upper = s.k, null_p = s.l, null_searches = s.m, folds = s.n, replication_formula = s.o,
      replication_pair = s.p, replication_alike = s.r, replication_terms = s.q::smallint[],
      shuffled_sample_coverage = s.t
    from unnest(${column((row) => row.unit)}::int[], ${column((row) => row.clusterIndex)}::int[],
      ${column((row) => row.heldOutIntersection)}::bigint[], ${column((row) => row.heldOutUnion)}::bigint[],
      ${column((row) => row.shuffledIntersection)}::bigint[], ${column((row) => row.shuffledUnion)}::bigint[],
      ${column((row) => row.shiftedIntersection)}::bigint[], ${column((row) => row.shiftedUnion)}::bigint[],
      ${column((row) => row.timesShuffled)}::float8[], ${column((row) => row.heldOutP)}::float8[],
      ${column((row) => row.nullMean)}::float8[], ${column((row) => row.nullUpper)}::float8[],
      ${column((row) => row.nullP)}::float8[], ${column((row) => row.nullSearches)}::int[],
      ${column((row) => row.folds)}::smallint[], ${column((row) => row.replicationFormula)}::smallint[],
      ${column((row) => row.replicationPair)}::smallint[],
      ${column((row) => `{${(row.replicationTerms ?? []).join(',')}}`)}::text[], ${column((row) => row.replicationAlike)}::smallint[],
      ${column((row) => row.shuffledSampleCoverage)}::float8[])
      as s (unit_index, cluster_index, a, b, c, d, f, g, h, i, j, k, l, m, n, o, p, q, r, t)
    where e.run_id = ${runId} and e.unit_index = s.unit_index and e.cluster_index = s.cluster_index`);
  await tx.execute(sql`
    insert into range_floor (run_id, unit_id, cluster_index, folds, changed_folds, meaning_folds)
    select e.run_id, e.unit_id, e.cluster_index, s.folds, s.changed, s.meaning
    from unnest(${column((row) => row.unit)}::int[], ${column((row) => row.clusterIndex)}::int[],
      ${column(({ evidence }) => evidence.folds)}::int[], ${column(({ evidence }) => evidence.foldChanges.changed)}::int[],
      ${column(({ evidence }) => evidence.foldChanges.meaning)}::int[])
      as s (unit_index, cluster_index, folds, changed, meaning)
    join explanation e on e.run_id = ${runId} and e.unit_index = s.unit_index and e.cluster_index = s.cluster_index
    on conflict (run_id, unit_id, cluster_index) do update
      set folds = excluded.folds, changed_folds = excluded.changed_folds, meaning_folds = excluded.meaning_folds`);
  await tx.execute(sql`
    update cluster c set support_samples = s.samples, support_map_cells = s.cells
    from unnest(${column((row) => row.unit)}::int[], ${column((row) => row.clusterIndex)}::int[],
      ${column((row) => row.support.samples)}::int[], ${column((row) => row.support.mapCells)}::bigint[])
      as s (unit_index, cluster_index, samples, cells)
    join explanation e on e.run_id = ${runId} and e.unit_index = s.unit_index and e.cluster_index = s.cluster_index
    where c.id = e.cluster_id`);
}

/**
 * Grades a completed run anew, with what its explanations then come to; a run that is not completed is left alone.
 * @throws StoreError when the database fails
 */
export async function completeEvidence(
  store: Store,
  { runId, gradeLayer }: { readonly runId: number; readonly gradeLayer: LayerGrader },
): Promise<void> {
  await orStoreError(`Grading run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      const { status } = onlyRow(await tx.select().from(run).where(eq(run.id, runId)).for('no key update'));
      if (status !== 'COMPLETED') return;
      await gradeRun(tx, { runId, gradeLayer });
      await rollUpEvidence(tx, runId);
    }),
  );
}

/** Brings up to date what a run that is rolled up says of its evidence. */
async function rollUpEvidence(tx: Transaction, runId: number): Promise<void> {
  const { rolledUp } = onlyRow(await tx.select({ rolledUp: run.rolledUp }).from(run).where(eq(run.id, runId)));
  if (!rolledUp) return;
  await writeMetricPoints(tx, runId);
  await writeGradePoints(tx, runId);
}
