import type { LightFacts } from '@strata/domain';
import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';
import { isSpecialized, missingSeeds, readExcess } from './read-excess.ts';

export interface VersionLightFacts extends LightFacts {
  readonly modelVersionId: number;
}

/** What decides the lights of these versions. */
export async function readLightFacts(store: Store, versionIds: readonly number[]): Promise<VersionLightFacts[]> {
  const { rows } = await store.db.execute<VersionRow>(sql`
    select v.id::float8 as "modelVersionId", v.is_baseline as "isBaseline",
      (select g.outcome from gate_run g where g.model_version_id = v.id order by g.decided_at desc, g.id desc limit 1) as gate,
      coalesce((select json_agg(json_build_object('runId', r.id, 'isComplete', r.status = 'COMPLETED',
          'clear', (select sum(g.n) filter (where g.grade = 'CLEAR') from grade_point g where g.run_id = r.id),
          'isGraded', exists (select from grade_point g where g.run_id = r.id)) order by l.name)
        from layer l left join run r on r.id = l.current_run_id where l.model_version_id = v.id), '[]'::json) as layers
    from model_version v where v.id = any(${sql.param([...versionIds])}::bigint[])`);
  const runIds = rows.flatMap(({ layers }) => layers.flatMap(({ runId }) => (runId === null ? [] : [runId])));
  const excesses = new Map((await readExcess(store, runIds)).map((excess) => [excess.runId, excess]));
  return rows.map(({ layers, ...version }) => ({
    ...version,
    layers: layers.map(({ runId, isComplete, isGraded, clear }) => {
      const excess = runId === null ? undefined : excesses.get(runId);
      const beyond = (excess?.ranges ?? []).filter((range) => isSpecialized(range) === 'YES');
      return {
        isComplete: isComplete === true,
        clear: isGraded ? (clear ?? 0) : null,
        missingSeeds: excess ? missingSeeds(excess) : null,
        beyondUntrained: beyond.map(({ clusterIndex }) => clusterIndex),
      };
    }),
  }));
}

interface VersionRow extends Record<string, unknown> {
  readonly modelVersionId: number;
  readonly isBaseline: boolean;
  readonly gate: LightFacts['gate'];
  readonly layers: readonly LayerRow[];
}

interface LayerRow {
  readonly runId: number | null;
  readonly isComplete: boolean | null;
  readonly isGraded: boolean;
  readonly clear: number | null;
}
