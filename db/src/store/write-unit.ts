import { eq, sql } from 'drizzle-orm';
import { cluster, clusterSample, explanation, run, unitRun } from '../schema/index.ts';
import { inBatches, type Transaction } from './batches.ts';
import type { RunRows } from './find-or-create-run.ts';
import type { Store } from './open-store.ts';
import type { RunProgress } from './runs/progress-teller.ts';
import { orStoreError } from './store-failure.ts';
import type { RangeRecord, UnitRecord } from './unit-record.ts';
import { requireId, writeFormulas } from './write-formulas.ts';

/**
 * Writes a unit in one transaction; a unit that is there already stays as it is.
 * @returns how far the run is with it; null when it was there
 */
export function writeUnit(
  store: Store,
  { rows, result }: { rows: RunRows; result: UnitRecord },
): Promise<RunProgress | null> {
  return orStoreError(`Writing unit ${result.unit}`, () =>
    store.db.transaction(async (tx) => {
      const unitId = requireId(rows.unitIds, { index: result.unit, noun: 'unit' });
      if (!(await insertUnitRun(tx, { runId: rows.runId, unitId, result }))) return null;
      await insertRanges(tx, { rows, unitId, result });
      const [progress] = await tx
        .update(run)
        .set({ unitsDone: sql`${run.unitsDone} + 1` })
        .where(eq(run.id, rows.runId))
        .returning({ unitsDone: run.unitsDone, unitsTotal: run.unitsTotal });
      return progress ?? null;
    }),
  );
}

async function insertUnitRun(
  tx: Transaction,
  { runId, unitId, result }: { runId: number; unitId: number; result: UnitRecord },
): Promise<boolean> {
  const { outcome, problem, summary, histogram } = result;
  const inserted = await tx
    .insert(unitRun)
    .values({
      runId,
      unitId,
      outcome,
      problem,
      minValue: finite(summary.min),
      maxValue: finite(summary.max),
      meanValue: finite(summary.mean),
      zeroShare: finite(summary.zeroShare),
      histogramLower: histogram?.lower ?? null,
      histogramUpper: histogram?.upper ?? null,
      histogramCounts: histogram ? [...histogram.counts] : null,
    })
    .onConflictDoNothing()
    .returning({ unitId: unitRun.unitId });
  return inserted.length > 0;
}

async function insertRanges(
  tx: Transaction,
  { rows, unitId, result }: { rows: RunRows; unitId: number; result: UnitRecord },
): Promise<void> {
  const { ranges } = result;
  if (ranges.length === 0) return;
  const { runId } = rows;
  const explanations = ranges.flatMap((range) => range.explanation ?? []);
  const formulaIds = await writeFormulas(tx, { rows, explanations });
  const inserted = await tx
    .insert(cluster)
    .values(
      ranges.map(({ clusterIndex, lower, upper, bitmapPixels }) => ({
        runId,
        unitId,
        clusterIndex,
        lower,
        upper,
        bitmapPixels,
        share: rows.totalPixels === 0 ? 0 : bitmapPixels / rows.totalPixels,
      })),
    )
    .returning({ id: cluster.id, clusterIndex: cluster.clusterIndex });
  const clusterIds = new Map(inserted.map(({ id, clusterIndex }) => [clusterIndex, id]));
  const scores = ranges.flatMap((range) => explanationRow(range, { rows, unitId, result, formulaIds, clusterIds }));
  if (scores.length > 0) await tx.insert(explanation).values(scores);
  const samples = ranges.flatMap(({ clusterIndex, samples }) =>
    samples.map(({ sampleIndex, ...shown }) => ({
      ...shown,
      clusterId: requireId(clusterIds, { index: clusterIndex, noun: 'range' }),
      sampleId: requireId(rows.sampleIds, { index: sampleIndex, noun: 'sample' }),
    })),
  );
  for (const batch of inBatches(samples)) await tx.insert(clusterSample).values(batch);
}

interface RangeIds {
  readonly rows: RunRows;
  readonly unitId: number;
  readonly result: UnitRecord;
  readonly formulaIds: ReadonlyMap<string, number>;
  readonly clusterIds: ReadonlyMap<number, number>;
}

function explanationRow(range: RangeRecord, ids: RangeIds): (typeof explanation.$inferInsert)[] {
  if (!range.explanation) return [];
  const { formula, iou, intersection, union, chance, lift, visited, formulaPixels, length } = range.explanation;
  const { bound, gap, metrics } = range.explanation;
  const formulaId = ids.formulaIds.get(formula);
  if (formulaId === undefined) throw new Error(`Formula ${formula} was written but not found.`);
  return [
    {
      clusterId: requireId(ids.clusterIds, { index: range.clusterIndex, noun: 'range' }),
      runId: ids.rows.runId,
      unitId: ids.unitId,
      formulaId,
      clusterIndex: range.clusterIndex,
      iou,
      intersection,
      unionPixels: union,
      chance,
      lift: finite(lift),
      visited,
      formulaPixels,
      bound,
      gap,
      ...metrics,
      length,
      unitIndex: ids.result.unit,
      outcome: ids.result.outcome,
    },
  ];
}

/** Values of units with NaN or infinities have no place in JSON; null says "none". */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
