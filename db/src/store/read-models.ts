import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { layer } from '../schema/layer.ts';
import { model } from '../schema/model.ts';
import { modelVersion } from '../schema/model-version.ts';
import { type KeysetPage, keysetOf } from './keyset.ts';
import type { Store } from './open-store.ts';

export type ModelRow = typeof model.$inferSelect;
export type ModelVersionRow = typeof modelVersion.$inferSelect;
export type LayerRow = typeof layer.$inferSelect;

/** Models by name. */
export function pageModels({ db }: Store, page: KeysetPage): Promise<ModelRow[]> {
  const { where, orderBy } = keysetOf(page, { key: model.name, id: model.id });
  return db
    .select()
    .from(model)
    .where(where)
    .orderBy(...orderBy)
    .limit(page.limit);
}

/** The model of this name, if there is one. */
export async function findModel({ db }: Store, name: string): Promise<ModelRow | undefined> {
  return (await db.select().from(model).where(eq(model.name, name)))[0];
}

/** A model's versions by sequence. */
export function pageVersions({ db }: Store, modelId: number, page: KeysetPage): Promise<ModelVersionRow[]> {
  const { where, orderBy } = keysetOf(page, { key: modelVersion.sequence, id: modelVersion.id });
  return db
    .select()
    .from(modelVersion)
    .where(and(eq(modelVersion.modelId, modelId), where))
    .orderBy(...orderBy)
    .limit(page.limit);
}

/** One version of a model: the one with this label, the baseline or, with neither asked for, the latest. */
export async function findVersion(
  { db }: Store,
  modelId: number,
  { label, baseline = false }: { label?: string /** default false */; baseline?: boolean },
): Promise<ModelVersionRow | undefined> {
  const wanted = and(
    eq(modelVersion.modelId, modelId),
    label === undefined ? undefined : eq(modelVersion.label, label),
    baseline ? eq(modelVersion.isBaseline, true) : undefined,
  );
  return (await db.select().from(modelVersion).where(wanted).orderBy(desc(modelVersion.sequence)).limit(1))[0];
}

/** A version's layers by name. */
export function pageLayers({ db }: Store, versionId: number, page: KeysetPage): Promise<LayerRow[]> {
  const { where, orderBy } = keysetOf(page, { key: layer.name, id: layer.id });
  return db
    .select()
    .from(layer)
    .where(and(eq(layer.modelVersionId, versionId), where))
    .orderBy(...orderBy)
    .limit(page.limit);
}

/** The version's layer of this name, if there is one. */
export async function findLayer({ db }: Store, versionId: number, name: string): Promise<LayerRow | undefined> {
  return (
    await db
      .select()
      .from(layer)
      .where(and(eq(layer.modelVersionId, versionId), eq(layer.name, name)))
  )[0];
}

/** Rows by id, in any order. */
export const readModels = ({ db }: Store, ids: readonly number[]) =>
  db
    .select()
    .from(model)
    .where(inArray(model.id, [...ids]));
export const readVersions = ({ db }: Store, ids: readonly number[]) =>
  db
    .select()
    .from(modelVersion)
    .where(inArray(modelVersion.id, [...ids]));
export const readLayers = ({ db }: Store, ids: readonly number[]) =>
  db
    .select()
    .from(layer)
    .where(inArray(layer.id, [...ids]));

export interface TrendRow {
  readonly modelVersionId: number;
  readonly clusterIndex: number;
  readonly n: number;
  readonly meanIou: number;
  readonly meanChance: number;
  readonly meanLift: number | null;
  readonly meanLength: number;
}

/** Means per version and range over each version's newest completed run with the settings of the newest of all. */
export async function readTrend({ db }: Store, modelId: number, layerName: string): Promise<TrendRow[]> {
  const { rows } = await db.execute(sql`
    with done as (
      select r.id, r.settings_hash, l.model_version_id from run r
      join layer l on l.id = r.layer_id join model_version v on v.id = l.model_version_id
      where v.model_id = ${modelId} and l.name = ${layerName} and r.status = 'COMPLETED'
    ), chosen as (
      select model_version_id, max(id) as id from done
      where settings_hash = (select settings_hash from done order by id desc limit 1) group by model_version_id
    )
    select c.model_version_id::float8 as "modelVersionId", e.cluster_index as "clusterIndex", count(*)::int as n,
      avg(e.iou) as "meanIou", avg(e.chance) as "meanChance", avg(e.lift) as "meanLift",
      avg(f.length)::float8 as "meanLength"
    from chosen c join explanation e on e.run_id = c.id join formula f on f.id = e.formula_id
    join model_version v on v.id = c.model_version_id
    group by c.model_version_id, v.sequence, e.cluster_index order by v.sequence, e.cluster_index`);
  return rows as unknown as TrendRow[];
}
