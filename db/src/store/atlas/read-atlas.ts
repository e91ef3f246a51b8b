import type { Grade, Specialization } from '@strata/domain';
import { inArray, sql } from 'drizzle-orm';
import { atlas } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';

/** What a run's map is worth. */
export type AtlasRow = typeof atlas.$inferSelect;

/** A concept of a map's dataset, and where its own mask lies. */
export interface ConceptPlaceRow {
  readonly frameId: number;
  readonly conceptId: number;
  /** 0–65,535 in both directions. */
  readonly x: number;
  readonly y: number;
}

/** A range on the map. */
export interface AtlasPointRow {
  readonly unitIndex: number;
  /** From 1, the lowest range. */
  readonly clusterIndex: number;
  /** 0–65,535 in both directions. */
  readonly x: number;
  readonly y: number;
  /** These four are null where nothing named lies in it; grade and class also while they are not known. */
  readonly formula: string | null;
  readonly iou: number | null;
  readonly grade: Grade | null;
  readonly specialization: Specialization | null;
}

/** A range's place in the order of points. */
export interface AtlasPointKey {
  readonly unitIndex: number;
  readonly clusterIndex: number;
}

/** The maps of these runs, of those that have one. */
export function readAtlases({ db }: Store, runIds: readonly number[]): Promise<AtlasRow[]> {
  return db
    .select()
    .from(atlas)
    .where(inArray(atlas.runId, [...runIds]));
}

/** Where the concepts of these maps lie, the largest concept first. */
export async function readConceptPlaces({ db }: Store, frameIds: readonly number[]): Promise<ConceptPlaceRow[]> {
  const { rows } = await db.execute<ConceptPlaceRow & Record<string, unknown>>(sql`
    select p.frame_id::float8 as "frameId", p.concept_id::float8 as "conceptId", p.x, p.y
    from concept_place p join concept c on c.id = p.concept_id
    where p.frame_id = any(${sql.param([...frameIds])}::bigint[])
    order by p.frame_id, c.pixel_count desc, c.id`);
  return rows;
}

/** The next points of a run's map, by neuron and range; one more than `first` where there are more. */
export async function readAtlasPoints(
  { db }: Store,
  { runId, first, after }: { readonly runId: number; readonly first: number; readonly after: AtlasPointKey | null },
): Promise<AtlasPointRow[]> {
  const { unitIndex = -1, clusterIndex = 0 } = after ?? {};
  const { rows } = await db.execute<AtlasPointRow & Record<string, unknown>>(sql`
    select u.unit_index as "unitIndex", c.cluster_index as "clusterIndex", p.x, p.y,
      f.text as formula, e.iou, e.grade, e.specialization
    from placement p join cluster c on c.id = p.cluster_id join unit u on u.id = c.unit_id
      left join explanation e on e.cluster_id = c.id left join formula f on f.id = e.formula_id
    where p.run_id = ${runId} and p.x is not null
      and (u.unit_index, c.cluster_index) > (${unitIndex}, ${clusterIndex})
    order by u.unit_index, c.cluster_index limit ${first + 1}`);
  return rows;
}
