import { sql } from 'drizzle-orm';
import { atlas, placement } from '../../schema/index.ts';
import { inBatches, onlyRow } from '../batches.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** What a range fires on, packed. */
export interface ProfileRow {
  readonly clusterId: number;
  readonly profile: Uint8Array;
}

/** Where a range lies, 0–65,535 in both directions. */
export interface PlaceRow {
  readonly clusterId: number;
  readonly x: number;
  readonly y: number;
}

/** How well nearness on a run's map says likeness. */
export interface AtlasWorth {
  readonly trustworthiness: number;
  readonly kept: number;
  readonly neighbours: number;
  readonly points: number;
}

/** A range of a unit, by its number from 1. */
export interface NewProfile {
  readonly unit: number;
  readonly clusterIndex: number;
  readonly profile: Uint8Array;
}

/** How far a run's map is: ranges with pixels, those of them whose profile is known, and whether all that are stand on it. */
export interface AtlasState {
  readonly ranges: number;
  readonly profiles: number;
  readonly upToDate: boolean;
}

/** Reads how far a run's map is. @throws StoreError */
export function readAtlasState(
  { db }: Store,
  { runId, method }: { runId: number; method: number },
): Promise<AtlasState> {
  return orStoreError(`Reading the map of run ${runId}`, async () => {
    const { rows } = await db.execute<{ ranges: number; profiles: number; upToDate: boolean }>(sql`
      select
        (select count(*)::int from cluster where run_id = ${runId} and bitmap_pixels > 0) as ranges,
        count(p.cluster_id)::int as profiles,
        count(p.cluster_id) = count(p.x) and exists (
          select from atlas a join atlas_frame f on f.id = a.frame_id
          where a.run_id = ${runId} and f.method = ${method} and a.placed = count(p.cluster_id)) as "upToDate"
      from placement p where p.run_id = ${runId}`);
    return onlyRow(rows);
  });
}

/** The units of a run with ranges whose profile is not known, ascending. @throws StoreError */
export function readUnitsWithoutProfile({ db }: Store, runId: number): Promise<number[]> {
  return orStoreError(`Reading what has no profile of run ${runId}`, async () => {
    const { rows } = await db.execute<{ unit: number }>(sql`
      select distinct u.unit_index as unit from cluster c join unit u on u.id = c.unit_id
      where c.run_id = ${runId} and c.bitmap_pixels > 0
        and not exists (select from placement p where p.cluster_id = c.id)
      order by u.unit_index`);
    return rows.map(({ unit }) => unit);
  });
}

/** Keeps profiles of a run's ranges, all or none; those that are known stay as they are. @throws StoreError */
export async function writeProfiles(
  store: Store,
  { runId, profiles }: { readonly runId: number; readonly profiles: readonly NewProfile[] },
): Promise<void> {
  const column = <T>(of: (profile: NewProfile) => T) => sql.param(profiles.map(of));
  await orStoreError(`Keeping profiles of run ${runId}`, () =>
    store.db.execute(sql`
      insert into placement (cluster_id, run_id, profile)
      select c.id, c.run_id, s.profile from unnest(
        ${column(({ unit }) => unit)}::int[],
        ${column(({ clusterIndex }) => clusterIndex)}::int[],
        ${column(({ profile }) => profile)}::bytea[]) as s (unit, range, profile)
      join run r on r.id = ${runId}
      join unit u on u.layer_id = r.layer_id and u.unit_index = s.unit
      join cluster c on c.run_id = r.id and c.unit_id = u.id and c.cluster_index = s.range
      on conflict do nothing`),
  );
}

/** Profiles of a run's ranges, by unit and range. @throws StoreError */
export function readProfiles({ db }: Store, runId: number): Promise<ProfileRow[]> {
  return orStoreError(`Reading profiles of run ${runId}`, async () => {
    const { rows } = await db.execute<{ clusterId: number; profile: Uint8Array }>(sql`
      select p.cluster_id::float8 as "clusterId", p.profile from placement p
        join cluster c on c.id = p.cluster_id join unit u on u.id = c.unit_id
      where p.run_id = ${runId} order by u.unit_index, c.cluster_index`);
    return rows;
  });
}

/** Keeps where a run's ranges lie, and what that is worth, all or nothing; repeating it changes nothing. @throws StoreError */
export async function writePlaces(
  store: Store,
  {
    runId,
    frameId,
    places,
    worth,
  }: {
    readonly runId: number;
    readonly frameId: number;
    readonly places: readonly PlaceRow[];
    /** Null for too few ranges. */
    readonly worth: AtlasWorth | null;
  },
): Promise<void> {
  await orStoreError(`Keeping the map of run ${runId}`, () =>
    store.db.transaction(async (tx) => {
      for (const batch of inBatches(places)) {
        const column = (of: (place: PlaceRow) => number) => sql.param(batch.map(of));
        await tx.execute(sql`
          update ${placement} p set x = s.x, y = s.y from unnest(
            ${column(({ clusterId }) => clusterId)}::bigint[],
            ${column(({ x }) => x)}::int[],
            ${column(({ y }) => y)}::int[]) as s (id, x, y)
          where p.cluster_id = s.id and p.run_id = ${runId} and (p.x, p.y) is distinct from (s.x, s.y)`);
      }
      const { rows } = await tx.execute<{ ranges: number }>(
        sql`select count(*)::int as ranges from cluster where run_id = ${runId} and bitmap_pixels > 0`,
      );
      const values = {
        frameId,
        placed: places.length,
        notPlaced: Math.max(0, onlyRow(rows).ranges - places.length),
        trustworthiness: worth?.trustworthiness ?? null,
        neighboursKept: worth?.kept ?? null,
        neighbours: worth?.neighbours ?? null,
        pointsCompared: worth?.points ?? null,
      };
      await tx
        .insert(atlas)
        .values({ runId, ...values })
        .onConflictDoUpdate({ target: atlas.runId, set: { ...values, computedAt: sql`now()` } });
    }),
  );
}

/** A layer's shown run, once it is completed. */
export interface AtlasRun {
  readonly runId: number;
  readonly version: string;
  readonly layer: string;
}

/** The shown runs of a model that are completed, by version and layer. @throws StoreError */
export function readAtlasRuns(
  { db }: Store,
  { modelId, versionId = null, layer = null }: { modelId: number; versionId?: number | null; layer?: string | null },
): Promise<AtlasRun[]> {
  return orStoreError('Reading the shown runs', async () => {
    const { rows } = await db.execute<AtlasRun & Record<string, unknown>>(sql`
      select r.id::float8 as "runId", v.label as version, l.name as layer
      from model_version v join layer l on l.model_version_id = v.id join run r on r.id = l.current_run_id
      where v.model_id = ${modelId} and r.status = 'COMPLETED'
        and (${versionId}::bigint is null or v.id = ${versionId})
        and (${layer}::text is null or l.name = ${layer})
      order by v.sequence, v.id, l.name`);
    return rows;
  });
}
