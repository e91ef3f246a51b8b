import { and, asc, eq, isNull, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { cluster, errorAnalysis, errorRange, explanation, formula, layer, unit } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';
import type { ErrorRangeRow } from './read-error-analyses.ts';

/** A question about a version's errors. */
export interface ErrorsAsked {
  readonly modelVersionId: number;
  readonly className: string | null;
  readonly predictedName: string | null;
}

/** What came of taking a range out, and where the range is. */
export interface ErrorIntervention extends ErrorRangeRow {
  readonly runId: number;
  readonly layer: string;
  readonly unit: number;
  readonly clusterIndex: number;
  /** Null where nothing named lies there. */
  readonly formula: string | null;
}

/** Every range and way that was tried for a question, by neuron and range. @throws StoreError when the database fails */
export function readErrorInterventions(
  { db }: Store,
  { modelVersionId, className, predictedName }: ErrorsAsked,
): Promise<ErrorIntervention[]> {
  return orStoreError(`Reading what mends errors of version ${modelVersionId}`, async () => {
    const rows = await db
      .select({
        range: errorRange,
        runId: cluster.runId,
        layer: layer.name,
        unit: unit.unitIndex,
        clusterIndex: cluster.clusterIndex,
        formula: formula.text,
      })
      .from(errorRange)
      .innerJoin(errorAnalysis, eq(errorAnalysis.id, errorRange.errorAnalysisId))
      .innerJoin(cluster, eq(cluster.id, errorRange.clusterId))
      .innerJoin(unit, eq(unit.id, cluster.unitId))
      .innerJoin(layer, eq(layer.id, unit.layerId))
      .leftJoin(explanation, eq(explanation.clusterId, cluster.id))
      .leftJoin(formula, eq(formula.id, explanation.formulaId))
      .where(
        and(
          eq(errorAnalysis.modelVersionId, modelVersionId),
          isSame(errorAnalysis.className, className),
          isSame(errorAnalysis.predictedName, predictedName),
        ),
      )
      .orderBy(asc(layer.name), asc(unit.unitIndex), asc(cluster.clusterIndex), asc(errorRange.intervention));
    return rows.map(({ range, ...place }) => ({ ...range, ...place }));
  });
}

function isSame(column: PgColumn, value: string | null): SQL {
  return value === null ? isNull(column) : eq(column, value);
}
