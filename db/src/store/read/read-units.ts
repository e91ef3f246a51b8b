import { and, asc, eq, getTableColumns, inArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { cluster, explanation, layer, modelVersion, unit, unitRun } from '../../schema/index.ts';
import { sameTrainingRunSql } from '../changes/previous-run.ts';
import type { ExplanationRow, UnitRow } from '../lists/lists.ts';
import type { Store } from '../open-store.ts';
import { byIds } from './by-ids.ts';

export type ClusterRow = typeof cluster.$inferSelect;
export type UnitRunRow = typeof unitRun.$inferSelect;

/** The units of these layers and indexes. */
export function readUnitsByIndex(
  { db }: Store,
  keys: readonly { readonly layerId: number; readonly unitIndex: number }[],
): Promise<UnitRow[]> {
  const wanted = keys.map(({ layerId, unitIndex }) => and(eq(unit.layerId, layerId), eq(unit.unitIndex, unitIndex)));
  return db
    .select()
    .from(unit)
    .where(or(...wanted));
}

/** How the shown run ended for each of these units. */
export const readShownUnitRuns = byIds<UnitRunRow>('shown unit runs of units', (db, ids) =>
  db
    .select(getTableColumns(unitRun))
    .from(unitRun)
    .innerJoin(unit, eq(unit.id, unitRun.unitId))
    .innerJoin(layer, and(eq(layer.id, unit.layerId), eq(layer.currentRunId, unitRun.runId)))
    .where(sql`${unitRun.unitId} = ${ids}`),
);

/** The ranges of these units in their shown run, each unit's ascending. */
export const readShownClusters = byIds<ClusterRow>('shown clusters of units', (db, ids) =>
  db
    .select(getTableColumns(cluster))
    .from(cluster)
    .innerJoin(unit, eq(unit.id, cluster.unitId))
    .innerJoin(layer, and(eq(layer.id, unit.layerId), eq(layer.currentRunId, cluster.runId)))
    .where(sql`${cluster.unitId} = ${ids}`)
    .orderBy(asc(cluster.clusterIndex)),
);

/** These ranges. */
export const readClusters = byIds<ClusterRow>('clusters by id', (db, ids) =>
  db.select().from(cluster).where(sql`${cluster.id} = ${ids}`),
);

/** A range as people name it: a run, a neuron's number, and the range's. */
export interface RangePlace {
  readonly runId: number;
  /** The neuron's number in the layer. */
  readonly unit: number;
  readonly clusterIndex: number;
}

/** The ranges at these places, in one statement however many they are. */
export async function readClustersAt(
  { db }: Store,
  places: readonly RangePlace[],
): Promise<(ClusterRow & RangePlace)[]> {
  const column = (of: (place: RangePlace) => number, type: string) =>
    sql`${sql.param(places.map(of))}::${sql.raw(type)}[]`;
  const asked = sql`unnest(${column(({ runId }) => runId, 'bigint')}, ${column(({ unit: index }) => index, 'int')},
    ${column(({ clusterIndex }) => clusterIndex, 'int')}) as asked (run_id, unit_index, cluster_index)`;
  return db
    .select({ ...getTableColumns(cluster), unit: unit.unitIndex })
    .from(cluster)
    .innerJoin(unit, eq(unit.id, cluster.unitId))
    .innerJoin(
      asked,
      sql`asked.run_id = ${cluster.runId} and asked.unit_index = ${unit.unitIndex} and asked.cluster_index = ${cluster.clusterIndex}`,
    );
}

/** The explanations of these ranges. */
export const readExplanationsOfClusters = byIds<ExplanationRow>('explanations of clusters', (db, ids) =>
  db.select().from(explanation).where(sql`${explanation.clusterId} = ${ids}`),
);

/**
 * The unit of the same index in the layer of the same name of every version of its training run, itself included, by the
 * versions' sequence: in other runs equal numbers mean nothing. `of` is the unit asked for.
 */
export function readHistories({ db }: Store, unitIds: readonly number[]): Promise<{ of: number; unit: UnitRow }[]> {
  const ownUnit = alias(unit, 'own_unit');
  const ownLayer = alias(layer, 'own_layer');
  const ownVersion = alias(modelVersion, 'own_version');
  return db
    .select({ of: ownUnit.id, unit: getTableColumns(unit) })
    .from(ownUnit)
    .innerJoin(ownLayer, eq(ownLayer.id, ownUnit.layerId))
    .innerJoin(ownVersion, eq(ownVersion.id, ownLayer.modelVersionId))
    .innerJoin(
      modelVersion,
      and(eq(modelVersion.modelId, ownVersion.modelId), sameTrainingRunSql('own_version', 'model_version')),
    )
    .innerJoin(layer, and(eq(layer.modelVersionId, modelVersion.id), eq(layer.name, ownLayer.name)))
    .innerJoin(unit, and(eq(unit.layerId, layer.id), eq(unit.unitIndex, ownUnit.unitIndex)))
    .where(inArray(ownUnit.id, [...unitIds]))
    .orderBy(asc(modelVersion.sequence));
}
