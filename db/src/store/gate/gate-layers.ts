import { sql } from 'drizzle-orm';
import { readComparedLayers, type SkipReason } from '../compare/compared-layers.ts';
import { readSharesUnits } from '../compare/shares-units.ts';
import type { Store } from '../open-store.ts';

/** A layer of the version that a gate decides about. */
export interface GateLayer {
  readonly layer: string;
  /** The run that is measured: completed, and of equal settings with the baseline's where there is one. Null: none. */
  readonly runId: number | null;
  /** The baseline's run of equal settings; null: none. */
  readonly baselineRunId: number | null;
  /** Why there is none to compare with, where there is a baseline. */
  readonly skipped: SkipReason | null;
  /** Of the run that is measured, or of the newest begun. */
  readonly status: 'RUNNING' | 'COMPLETED' | 'FAILED' | 'INTERRUPTED' | null;
  readonly unitsDone: number;
  readonly unitCount: number;
  /** The numbers of its ranges, ascending. */
  readonly ranges: readonly number[];
}

export interface GateLayers {
  /** By name. */
  readonly layers: readonly GateLayer[];
  /** Whether a neuron's number means the same neuron in version and baseline; false without a baseline. */
  readonly sharesUnits: boolean;
}

/** The layers of a version, and what of its baseline they can be compared with. */
export async function readGateLayers(
  store: Store,
  { versionId, baselineId }: { readonly versionId: number; readonly baselineId: number | null },
): Promise<GateLayers> {
  const compared =
    baselineId === null ? null : await readComparedLayers(store, { before: baselineId, after: versionId });
  const sharesUnits = baselineId !== null && (await readSharesUnits(store, { before: baselineId, after: versionId }));
  const { rows } = await store.db.execute<LayerRow>(sql`
    select l.name as layer, l.unit_count as "unitCount", r.id::float8 as "runId", r.status
    from layer l left join run r on r.id = l.current_run_id where l.model_version_id = ${versionId} order by l.name`);
  const layers = rows.map((row) => {
    const pair = compared?.pairs.find(({ layer }) => layer === row.layer);
    const skipped = compared?.skipped.find(({ layer }) => layer === row.layer)?.reason ?? null;
    const own = row.status === 'COMPLETED' ? row.runId : null;
    return { ...row, runId: pair?.runAfter ?? own, baselineRunId: pair?.runBefore ?? null, skipped };
  });
  const done = await readDone(
    store,
    layers.flatMap(({ runId }) => (runId === null ? [] : [runId])),
  );
  return {
    layers: layers.map((layer) => ({ ...layer, unitsDone: 0, ranges: [], ...done.get(layer.runId ?? -1) })),
    sharesUnits,
  };
}

interface LayerRow extends Record<string, unknown> {
  readonly layer: string;
  readonly unitCount: number;
  readonly runId: number | null;
  readonly status: GateLayer['status'];
}

interface Done {
  readonly unitsDone: number;
  readonly ranges: readonly number[];
}

async function readDone({ db }: Store, runIds: readonly number[]): Promise<ReadonlyMap<number, Done>> {
  const { rows } = await db.execute<Done & { readonly runId: number } & Record<string, unknown>>(sql`
    select r.id::float8 as "runId", r.units_done as "unitsDone",
      coalesce((select json_agg(distinct p.cluster_index order by p.cluster_index) from class_point p where p.run_id = r.id),
        '[]'::json) as ranges
    from run r where r.id = any(${sql.param([...runIds])}::bigint[])`);
  return new Map(rows.map(({ runId, unitsDone, ranges }) => [runId, { unitsDone, ranges }]));
}
