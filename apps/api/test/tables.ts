import type { Store } from '@strata/db';

/** Stored rows as plain numbers and texts, read without the code under test. */
export interface Tables {
  readonly model: readonly { id: number; name: string }[];
  readonly version: readonly {
    id: number;
    modelId: number;
    label: string;
    sequence: number;
    isBaseline: boolean;
    accuracy: number | null;
  }[];
  readonly layer: readonly { id: number; versionId: number; name: string; op: string | null; runId: number | null }[];
  readonly unit: readonly { id: number; layerId: number; unitIndex: number }[];
  readonly unitRun: readonly { runId: number; unitId: number; outcome: string }[];
  readonly explanation: readonly {
    id: number;
    runId: number;
    unitId: number;
    formulaId: number;
    clusterIndex: number;
    iou: number;
    chance: number;
    lift: number | null;
    specialization: string | null;
    grade: string | null;
    timesShuffled: number | null;
  }[];
  readonly formula: readonly { id: number; text: string; key: string; length: number }[];
  readonly use: readonly { formulaId: number; name: string; category: string; negated: boolean }[];
  readonly concept: readonly { id: number; name: string; category: string; pixelShare: number }[];
  readonly run: readonly { id: number; layerId: number; status: string }[];
}

const QUERIES: Record<keyof Tables, string> = {
  model: 'select id::int, name from model',
  version: `select id::int, model_id::int as "modelId", label, sequence, is_baseline as "isBaseline", accuracy from model_version`,
  layer: `select l.id::int, l.model_version_id::int as "versionId", l.name, l.op,
    (select r.id from run r where r.layer_id = l.id order by (r.status = 'COMPLETED') desc, r.id desc limit 1)::int as "runId"
    from layer l`,
  unit: `select id::int, layer_id::int as "layerId", unit_index as "unitIndex" from unit`,
  unitRun: `select run_id::int as "runId", unit_id::int as "unitId", outcome from unit_run`,
  explanation: `select id::int, run_id::int as "runId", unit_id::int as "unitId", formula_id::int as "formulaId",
    cluster_index as "clusterIndex", iou, chance, lift, specialization, grade,
    times_shuffled as "timesShuffled" from explanation`,
  formula: 'select id::int, text, key, length from formula',
  use: `select fc.formula_id::int as "formulaId", k.name, k.category, fc.negated
    from formula_concept fc join concept k on k.id = fc.concept_id`,
  concept: `select id::int, name, category, pixel_share as "pixelShare" from concept`,
  run: `select id::int, layer_id::int as "layerId", status from run`,
};

/** Reads everything into memory. */
export async function readTables({ pool }: Store): Promise<Tables> {
  const entries = await Promise.all(
    Object.entries(QUERIES).map(async ([name, query]) => [name, (await pool.query(query)).rows] as const),
  );
  return Object.fromEntries(entries) as unknown as Tables;
}
