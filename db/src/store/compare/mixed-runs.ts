import { sql } from 'drizzle-orm';
import type { Store } from '../open-store.ts';

/** Two runs of a layer that left zeros out by different rules, so that their ranges don't mean the same. */
export interface MixedRuns {
  readonly runBefore: number;
  readonly runAfter: number;
}

/** Of these layers of two versions, those whose newest completed runs have different zero rules, by name. */
export async function readMixedRuns(
  { db }: Pick<Store, 'db'>,
  { before, after, layers }: { readonly before: number; readonly after: number; readonly layers: readonly string[] },
): Promise<ReadonlyMap<string, MixedRuns>> {
  if (layers.length === 0) return new Map();
  const { rows } = await db.execute(sql`
    with newest as (
      select distinct on (l.model_version_id, l.name) l.model_version_id, l.name, r.id, r.off_share, r.zeros_off
      from layer l join run r on r.layer_id = l.id and r.status = 'COMPLETED'
      where l.model_version_id in (${before}, ${after}) and l.name = any(${sql.param([...layers])}::text[])
      order by l.model_version_id, l.name, r.id desc
    )
    select a.name as layer, a.id::float8 as "runBefore", b.id::float8 as "runAfter"
    from newest a join newest b on b.name = a.name
    where a.model_version_id = ${before} and b.model_version_id = ${after}
      and (a.off_share, a.zeros_off) is distinct from (b.off_share, b.zeros_off)`);
  return new Map((rows as unknown as ({ layer: string } & MixedRuns)[]).map(({ layer, ...runs }) => [layer, runs]));
}
