import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';

/** The shown run of a layer. */
export interface ShownRun {
  readonly layerId: number;
  readonly layerName: string;
  readonly runId: number;
  readonly configHash: string;
  readonly status: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'INTERRUPTED';
  readonly unitsDone: number;
  readonly unitsTotal: number;
}

export interface ShownRunsOf {
  readonly modelVersionId: number;
  /** Null: of all layers. */
  readonly layer: string | null;
}

/** The shown run of each layer of a version that has one, by the layers' names. */
export async function readShownRuns({ db }: Store, { modelVersionId, layer }: ShownRunsOf): Promise<ShownRun[]> {
  const { rows } = await db.execute(sql`
    select l.id::float8 as "layerId", l.name as "layerName", r.id::float8 as "runId", r.config_hash as "configHash",
      r.status, r.units_done as "unitsDone", r.units_total as "unitsTotal"
    from layer l join run r on r.id = l.current_run_id
    where l.model_version_id = ${modelVersionId} and (${layer}::text is null or l.name = ${layer})
    order by l.name`);
  return rows as unknown as ShownRun[];
}
