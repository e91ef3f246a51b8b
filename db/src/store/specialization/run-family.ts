import { sql } from 'drizzle-orm';
import type { Transaction } from '../batches.ts';
import type { Store } from '../open-store.ts';

/** An untrained run that others are classified against. */
export interface BaselineRun {
  readonly runId: number;
  readonly unitsDone: number;
}

export interface FamilyRun {
  readonly runId: number;
  /** Whether it is of an untrained version. */
  readonly isBaseline: boolean;
  /** What its explanations are to be classified against: itself only when no other version is untrained; may be none. */
  readonly baselines: readonly BaselineRun[];
  /** Whether they are. */
  readonly isCurrent: boolean;
}

/**
 * The completed runs that can be compared with a run: of one model, one layer name, equal settings, and zeros off alike,
 * over all versions, oldest first. Baselines are the newest of each untrained version. Empty when the run is not
 * completed and no other is.
 */
export async function readRunFamily(
  db: Pick<Transaction, 'execute'> | Store['db'],
  runId: number,
): Promise<FamilyRun[]> {
  const { rows } = await db.execute<FamilyRow>(sql`
    select r.id::float8 as "runId", v.id::float8 as "versionId", v.is_baseline as "isBaseline", r.units_done as "unitsDone",
      r.baseline_run_id::float8 as "newestBaseline",
      (select json_agg(json_build_array(b.baseline_run_id, b.units_done) order by b.baseline_run_id) from run_baseline b
        where b.run_id = r.id) as against
    from run own
    join layer own_layer on own_layer.id = own.layer_id
    join model_version own_version on own_version.id = own_layer.model_version_id
    join model_version v on v.model_id = own_version.model_id
    join layer l on l.model_version_id = v.id and l.name = own_layer.name
    join run r on r.layer_id = l.id and r.settings_hash = own.settings_hash
      and r.zeros_off is not distinct from own.zeros_off
    where own.id = ${runId} and r.status = 'COMPLETED' order by r.id`);
  const newest = new Map(rows.filter(({ isBaseline }) => isBaseline).map((row) => [row.versionId, row]));
  const all = [...newest.values()].sort((a, b) => a.runId - b.runId);
  return rows.map((row) => {
    const others = all.filter(({ versionId }) => versionId !== row.versionId);
    const baselines = others.length > 0 ? others : all;
    return {
      runId: row.runId,
      isBaseline: row.isBaseline,
      baselines: baselines.map(({ runId: id, unitsDone }) => ({ runId: id, unitsDone })),
      isCurrent: isCurrent(row, baselines),
    };
  });
}

interface FamilyRow extends Record<string, unknown> {
  readonly runId: number;
  readonly versionId: number;
  readonly isBaseline: boolean;
  readonly unitsDone: number;
  readonly newestBaseline: number | null;
  readonly against: readonly (readonly [runId: number, unitsDone: number])[] | null;
}

/** Whether a run was classified against these baselines, with the units they have. */
function isCurrent({ against, newestBaseline, ...own }: FamilyRow, baselines: readonly FamilyRow[]): boolean {
  const expected = baselines.map(({ runId, unitsDone }) => [runId, unitsDone]);
  const itself = newestBaselineOf(own, baselines.at(-1)?.runId ?? null);
  return newestBaseline === itself && JSON.stringify(against ?? []) === JSON.stringify(expected);
}

/** What run.baseline_run_id is to say: the run itself where it is untrained. */
export function newestBaselineOf(
  { runId, isBaseline }: Pick<FamilyRun, 'runId' | 'isBaseline'>,
  newest: number | null,
): number | null {
  return isBaseline ? runId : newest;
}
