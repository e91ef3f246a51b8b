import { and, asc, eq, inArray } from 'drizzle-orm';
import { explanation, layer, run, unit } from '../../schema/index.ts';
import type { ExplanationRow, UnitRow } from '../lists/lists.ts';
import type { Store } from '../open-store.ts';

/** What these runs found out about their layers' unit of this index, by run, then range. */
export function readUnitExplanations(
  { db }: Store,
  { runIds, unitIndex }: { runIds: readonly number[]; unitIndex: number },
): Promise<ExplanationRow[]> {
  return db
    .select()
    .from(explanation)
    .where(and(inArray(explanation.runId, [...runIds]), eq(explanation.unitIndex, unitIndex)))
    .orderBy(asc(explanation.runId), asc(explanation.clusterIndex));
}

/** The unit of this index in the layer of each of these runs. */
export function readUnitsOfRuns(
  { db }: Store,
  { runIds, unitIndex }: { runIds: readonly number[]; unitIndex: number },
): Promise<{ runId: number; unit: UnitRow }[]> {
  return db
    .select({ runId: run.id, unit })
    .from(run)
    .innerJoin(layer, eq(layer.id, run.layerId))
    .innerJoin(unit, and(eq(unit.layerId, layer.id), eq(unit.unitIndex, unitIndex)))
    .where(inArray(run.id, [...runIds]));
}
