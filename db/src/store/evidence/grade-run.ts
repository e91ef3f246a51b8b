import type { Grade, GradedEvidence } from '@strata/domain';
import { and, asc, eq, isNotNull, sql } from 'drizzle-orm';
import { explanation } from '../../schema/index.ts';
import { inBatches, type Transaction } from '../batches.ts';
import { evidenceOf, ungradedOf } from './evidence-columns.ts';

/**
 * Grades a layer's explanations, in their order; the store only keeps what comes of it. Pure: the same rows give the same
 * answer.
 */
export type LayerGrader = (
  explanations: readonly Omit<GradedEvidence, 'heldOutQ'>[],
) => readonly { readonly heldOutQ: number; readonly grade: Grade }[];

/**
 * Grades a run's explanations, all ranges as one family of tests, as far as their evidence was gathered. Called in the
 * transaction that completes the run, or that completes its evidence, after it has locked the run's row.
 */
export async function gradeRun(
  tx: Transaction,
  { runId, gradeLayer }: { readonly runId: number; readonly gradeLayer: LayerGrader },
): Promise<void> {
  const rows = await readUngraded(tx, runId);
  const grades = gradeLayer(rows.map(({ evidence }) => evidence));
  const graded = rows.map(({ id }, place) => {
    const found = grades[place];
    if (!found) throw new Error(`Expected ${rows.length} grades, found ${grades.length}.`);
    return { id, ...found };
  });
  for (const batch of inBatches(graded)) {
    const [ids, qs, names] = [
      batch.map(({ id }) => id),
      batch.map((row) => row.heldOutQ),
      batch.map((row) => row.grade),
    ];
    await tx.execute(sql`
      update explanation e set held_out_q = s.q, grade = s.grade
      from unnest(${sql.param(ids)}::bigint[], ${sql.param(qs)}::float8[], ${sql.param(names)}::text[]) as s (id, q, grade)
      where e.id = s.id and (e.held_out_q, e.grade) is distinct from (s.q, s.grade)`);
  }
}

/** Takes back the grades of a run that goes on: what is believed of one range depends on all others. */
export async function takeBackGrades(tx: Transaction, runId: number): Promise<void> {
  await tx
    .update(explanation)
    .set({ heldOutQ: null, grade: null })
    .where(and(eq(explanation.runId, runId), isNotNull(explanation.grade)));
}

async function readUngraded(tx: Transaction, runId: number) {
  const { rows } = await tx.execute<{ id: number; samples: number | null }>(sql`
    select e.id::float8 as id, c.support_samples as samples from explanation e join cluster c on c.id = e.cluster_id
    where e.run_id = ${runId} and e.held_out_p is not null`);
  const samplesOf = new Map(rows.map(({ id, samples }) => [id, samples]));
  const found = await tx
    .select()
    .from(explanation)
    .where(and(eq(explanation.runId, runId), isNotNull(explanation.heldOutP)))
    .orderBy(asc(explanation.unitIndex), asc(explanation.clusterIndex));
  return found.flatMap((row) => {
    const evidence = evidenceOf(row);
    const supportSamples = samplesOf.get(row.id) ?? null;
    if (!evidence || supportSamples === null) return [];
    return { id: row.id, evidence: ungradedOf(evidence, { iou: row.iou, supportSamples }) };
  });
}
