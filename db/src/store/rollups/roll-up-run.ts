import { sql } from 'drizzle-orm';
import type { Transaction } from '../batches.ts';
import { takeBackGrades } from '../evidence/grade-run.ts';
import { writeClassEstimates } from './class-estimates.ts';
import { writeGradePoints } from './grade-points.ts';
import { writeMetricPoints } from './metric-points.ts';

/**
 * Writes what a run's explanations come to. Called in the transaction that completes the run, after it has locked the
 * run's row: whoever changes explanations or rollups of a run does so one after the other.
 */
export async function rollUpRun(tx: Transaction, runId: number): Promise<void> {
  await tx.execute(sql`update run set rolled_up = true where id = ${runId}`);
  await writeMetricPoints(tx, runId);
  await writeGradePoints(tx, runId);
  await writeConceptPoints(tx, runId);
  await writeClassPoints(tx, [runId]);
}

/** Removes the rollups of a run that goes on, and the grades, which rest on the whole layer, too. Called in the transaction that says so. */
export async function takeBackRollups(tx: Transaction, runId: number): Promise<void> {
  await tx.execute(sql`delete from metric_point where run_id = ${runId}`);
  await tx.execute(sql`delete from grade_point where run_id = ${runId}`);
  await takeBackGrades(tx, runId);
  await tx.execute(sql`delete from concept_point where run_id = ${runId}`);
  await tx.execute(sql`delete from class_point where run_id = ${runId}`);
  await tx.execute(sql`delete from class_estimate where run_id = ${runId}`);
  // What is found from now on is classified by nothing yet.
  await tx.execute(sql`delete from run_baseline where run_id = ${runId}`);
  await tx.execute(sql`update run set rolled_up = false where id = ${runId} and rolled_up`);
}

/** Counts the classes of these runs anew, where they are rolled up, and what they say; the runs' rows are locked. */
export async function writeClassPoints(tx: Transaction, runIds: readonly number[]): Promise<void> {
  const ids = sql`${sql.param([...runIds])}::bigint[]`;
  await tx.execute(sql`delete from class_point where run_id = any(${ids})`);
  await tx.execute(sql`
    insert into class_point (run_id, cluster_index, length, specialization, n)
    select run_id, cluster_index, length, specialization, count(*) from explanation
    where run_id in (select id from run where id = any(${ids}) and rolled_up)
    group by run_id, cluster_index, length, specialization`);
  // Of length 0: a range that fires where nothing is named has no formula, but differs from what untrained networks say.
  await tx.execute(sql`
    insert into class_point (run_id, cluster_index, length, specialization, n)
    select run_id, cluster_index, 0, 'NOT_NAMEABLE', count(*) from cluster
    where outcome = 'NOTHING_NAMED' and run_id in
      (select id from run where id = any(${ids}) and rolled_up and baseline_run_id is not null)
    group by run_id, cluster_index`);
  await writeClassEstimates(tx, runIds);
}

async function writeConceptPoints(tx: Transaction, runId: number): Promise<void> {
  await tx.execute(sql`delete from concept_point where run_id = ${runId}`);
  await tx.execute(sql`
    insert into concept_point (run_id, concept_id, negated, cluster_index, n, iou_sum, best_iou, best_explanation_id)
    select e.run_id, u.concept_id, u.negated, e.cluster_index, count(*), sum(e.iou), max(e.iou),
      (array_agg(e.id order by e.iou desc, e.unit_index))[1]
    from explanation e join formula_concept u on u.formula_id = e.formula_id
    where e.run_id = ${runId} group by e.run_id, u.concept_id, u.negated, e.cluster_index`);
}
