import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { cluster, layer, run, unit, unitRun } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

export interface CauseRun {
  readonly runId: number;
  readonly layer: string;
}

/** The newest completed run of each of a version's layers on a dataset, by the layer's name. @throws StoreError */
export function readCauseRuns(
  { db }: Store,
  { modelVersionId, probeDatasetId }: { readonly modelVersionId: number; readonly probeDatasetId: number },
): Promise<CauseRun[]> {
  return orStoreError(`Reading the runs of version ${modelVersionId}`, () =>
    db
      .selectDistinctOn([layer.name], { runId: run.id, layer: layer.name })
      .from(run)
      .innerJoin(layer, eq(layer.id, run.layerId))
      .where(
        and(
          eq(layer.modelVersionId, modelVersionId),
          eq(run.probeDatasetId, probeDatasetId),
          eq(run.status, 'COMPLETED'),
        ),
      )
      .orderBy(layer.name, desc(run.id)),
  );
}

export interface ClusterPlace {
  readonly clusterId: number;
  readonly unit: number;
  readonly clusterIndex: number;
}

/** Where a run's ranges of these units are stored. @throws StoreError when the database fails */
export function readClusterPlaces(
  { db }: Store,
  { runId, units }: { readonly runId: number; readonly units: readonly number[] },
): Promise<ClusterPlace[]> {
  return orStoreError(`Reading the ranges of run ${runId}`, () =>
    db
      .select({ clusterId: cluster.id, unit: unit.unitIndex, clusterIndex: cluster.clusterIndex })
      .from(cluster)
      .innerJoin(unit, eq(unit.id, cluster.unitId))
      .where(and(eq(cluster.runId, runId), inArray(unit.unitIndex, [...units]))),
  );
}

/** The units that a run has done, ascending. @throws StoreError when the database fails */
export function readUnitsDone({ db }: Store, runId: number): Promise<number[]> {
  return orStoreError(`Reading the units of run ${runId}`, async () => {
    const rows = await db
      .select({ unit: unit.unitIndex })
      .from(unitRun)
      .innerJoin(unit, eq(unit.id, unitRun.unitId))
      .where(eq(unitRun.runId, runId))
      .orderBy(asc(unit.unitIndex));
    return rows.map((row) => row.unit);
  });
}
