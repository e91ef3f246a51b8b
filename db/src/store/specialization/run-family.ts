import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';

/** Completed runs that can be compared: of one model, one layer name and equal settings, over all versions. */
export interface RunFamily {
  /** The newest run of the baseline version; null when it has none. */
  readonly baselineRunId: number | null;
  readonly runs: readonly {
    readonly runId: number;
    /** What its explanations are classified against so far. */
    readonly classifiedAgainst: number | null;
  }[];
}

/** The family of a run; without runs when the run is not completed and no other is. */
export async function readRunFamily({ db }: Store, runId: number): Promise<RunFamily> {
  const { rows } = await db.execute<{ runId: number; classifiedAgainst: number | null; isBaseline: boolean }>(sql`
    select r.id::float8 as "runId", r.baseline_run_id::float8 as "classifiedAgainst", v.is_baseline as "isBaseline"
    from run own
    join layer own_layer on own_layer.id = own.layer_id
    join model_version own_version on own_version.id = own_layer.model_version_id
    join model_version v on v.model_id = own_version.model_id
    join layer l on l.model_version_id = v.id and l.name = own_layer.name
    join run r on r.layer_id = l.id and r.settings_hash = own.settings_hash
    where own.id = ${runId} and r.status = 'COMPLETED' order by r.id`);
  const baseline = rows.findLast(({ isBaseline }) => isBaseline);
  return {
    baselineRunId: baseline?.runId ?? null,
    runs: rows.map(({ runId: id, classifiedAgainst }) => ({ runId: id, classifiedAgainst })),
  };
}
