import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { type MixedRuns, readMixedRuns } from './mixed-runs.ts';

/** Two runs that are laid side by side: of the same layer name in two versions. */
export interface RunPair {
  readonly layer: string;
  readonly layerBefore: number;
  readonly layerAfter: number;
  readonly runBefore: number;
  readonly runAfter: number;
}

/** Why a layer is left out. */
export type SkipReason = 'ONLY_BEFORE' | 'ONLY_AFTER' | 'NO_EQUAL_RUNS' | 'MIXED_ZERO_RULES';

export interface SkippedLayer {
  readonly layer: string;
  readonly reason: SkipReason;
  /** The newest completed runs, of which each left zeros out by a rule of its own; null for other reasons. */
  readonly mixed: MixedRuns | null;
}

export interface ComparedLayers {
  /** By the layers' names. */
  readonly pairs: readonly RunPair[];
  readonly skipped: readonly SkippedLayer[];
}

export interface VersionsToCompare {
  readonly before: number;
  readonly after: number;
  /** Default: all layers. */
  readonly layer?: string | null | undefined;
}

/**
 * What can be compared of two versions: per layer name the newest pair of completed runs with equal settings, newest by
 * the later version's run.
 */
export async function readComparedLayers(
  { db }: Pick<Store, 'db'>,
  { before, after, layer = null }: VersionsToCompare,
): Promise<ComparedLayers> {
  const { rows } = await db.execute(sql`
    with done as (
      select l.name, l.id as layer_id, l.model_version_id, r.id as run_id, r.settings_hash, r.zeros_off
      from layer l left join run r on r.layer_id = l.id and r.status = 'COMPLETED'
      where l.model_version_id in (${before}, ${after}) and (${layer}::text is null or l.name = ${layer})
    ), pairs as (
      select distinct on (a.name) a.name, a.layer_id as layer_before, b.layer_id as layer_after,
        a.run_id as run_before, b.run_id as run_after
      from done a join done b on b.name = a.name and b.settings_hash = a.settings_hash
        and b.zeros_off is not distinct from a.zeros_off
      where a.model_version_id = ${before} and b.model_version_id = ${after}
      order by a.name, b.run_id desc, a.run_id desc
    ), names as (
      select name, bool_or(model_version_id = ${before}) as in_before, bool_or(model_version_id = ${after}) as in_after
      from done group by name
    )
    select name as layer, in_before as "inBefore", in_after as "inAfter", layer_before::float8 as "layerBefore",
      layer_after::float8 as "layerAfter", run_before::float8 as "runBefore", run_after::float8 as "runAfter"
    from names left join pairs using (name) order by name`);
  const found = rows as unknown as (RunPair & { inBefore: boolean; inAfter: boolean })[];
  const unequal = found.filter(({ runAfter, inBefore, inAfter }) => runAfter === null && inBefore && inAfter);
  const mixed = await readMixedRuns({ db }, { before, after, layers: unequal.map(({ layer: name }) => name) });
  return {
    pairs: found
      .filter(({ runAfter }) => runAfter !== null)
      .map(({ layer, layerBefore, layerAfter, runBefore, runAfter }) => ({
        layer,
        layerBefore,
        layerAfter,
        runBefore,
        runAfter,
      })),
    skipped: found
      .filter(({ runAfter }) => runAfter === null)
      .map(({ layer, inBefore, inAfter }) => {
        const runs = mixed.get(layer) ?? null;
        return { layer, reason: runs ? 'MIXED_ZERO_RULES' : reasonOf(inBefore, inAfter), mixed: runs };
      }),
  };
}

function reasonOf(inBefore: boolean, inAfter: boolean): SkipReason {
  if (inBefore && inAfter) return 'NO_EQUAL_RUNS';
  return inBefore ? 'ONLY_BEFORE' : 'ONLY_AFTER';
}
