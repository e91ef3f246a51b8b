import { and, asc, desc, eq, inArray, min, or, sql } from 'drizzle-orm';
import { layer, model, modelVersion } from '../../schema/index.ts';
import type { LayerRow, ModelRow, ModelVersionRow } from '../lists/lists.ts';
import type { Store } from '../open-store.ts';

/** The models of these names. */
export function readModelsByName({ db }: Store, names: readonly string[]): Promise<ModelRow[]> {
  return db
    .select()
    .from(model)
    .where(inArray(model.name, [...names]));
}

/** The versions of these models and labels. */
export function readVersionsByLabel(
  { db }: Store,
  keys: readonly { readonly modelId: number; readonly label: string }[],
): Promise<ModelVersionRow[]> {
  const wanted = keys.map(({ modelId, label }) =>
    and(eq(modelVersion.modelId, modelId), eq(modelVersion.label, label)),
  );
  return db
    .select()
    .from(modelVersion)
    .where(or(...wanted));
}

/** The version of the highest sequence of each model. */
export function readLatestVersions({ db }: Store, modelIds: readonly number[]): Promise<ModelVersionRow[]> {
  return db
    .selectDistinctOn([modelVersion.modelId])
    .from(modelVersion)
    .where(inArray(modelVersion.modelId, [...modelIds]))
    .orderBy(modelVersion.modelId, desc(modelVersion.sequence));
}

/** The version of each model that is its untrained baseline. */
export function readBaselines({ db }: Store, modelIds: readonly number[]): Promise<ModelVersionRow[]> {
  return db
    .selectDistinctOn([modelVersion.modelId])
    .from(modelVersion)
    .where(and(inArray(modelVersion.modelId, [...modelIds]), eq(modelVersion.isBaseline, true)))
    .orderBy(modelVersion.modelId, desc(modelVersion.sequence));
}

/** The layers of these versions and names. */
export function readLayersByName(
  { db }: Store,
  keys: readonly { readonly modelVersionId: number; readonly name: string }[],
): Promise<LayerRow[]> {
  const wanted = keys.map(({ modelVersionId, name }) =>
    and(eq(layer.modelVersionId, modelVersionId), eq(layer.name, name)),
  );
  return db
    .select()
    .from(layer)
    .where(or(...wanted));
}

/** The names of each model's layers, in the order in which they first appeared. */
export function readLayerNames(
  { db }: Store,
  modelIds: readonly number[],
): Promise<{ modelId: number; name: string }[]> {
  return db
    .select({ modelId: modelVersion.modelId, name: layer.name })
    .from(layer)
    .innerJoin(modelVersion, eq(modelVersion.id, layer.modelVersionId))
    .where(inArray(modelVersion.modelId, [...modelIds]))
    .groupBy(modelVersion.modelId, layer.name)
    .orderBy(asc(min(layer.id)), sql`2`);
}
