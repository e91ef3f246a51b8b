import { eq, sql } from 'drizzle-orm';
import { cluster, clusterSample, explanation, placement, rangeFloor, run, unitRun } from '../schema/index.ts';
import type { Transaction } from './batches.ts';
import { evidenceRow, NO_EVIDENCE } from './evidence/evidence-columns.ts';
import type { RunRows } from './find-or-create-run.ts';
import { insertion, insertRows } from './insert-rows.ts';
import type { Store } from './open-store.ts';
import type { RunProgress } from './runs/progress-teller.ts';
import { orStoreError } from './store-failure.ts';
import type { RangeRecord, UnitRecord } from './unit-record.ts';
import { requireId, writeFormulas } from './write-formulas.ts';

/**
 * Writes units in one transaction, all or none; one that is there already stays as it is.
 * @returns how far the run is with them; null when all were there
 */
export function writeUnits(
  store: Store,
  { rows, results }: { rows: RunRows; results: readonly UnitRecord[] },
): Promise<RunProgress | null> {
  return orStoreError(`Writing units ${results.map(({ unit }) => unit).join(', ')}`, () =>
    store.db.transaction(async (tx) => {
      const units = results.map(
        (result): StoredUnit => ({ result, unitId: requireId(rows.unitIds, { index: result.unit, noun: 'unit' }) }),
      );
      const written = await insertUnitRuns(tx, { rows, units });
      if (written.length === 0) return null;
      await insertRanges(tx, { rows, units: written });
      const [progress] = await tx
        .update(run)
        .set({ unitsDone: sql`${run.unitsDone} + ${written.length}` })
        .where(eq(run.id, rows.runId))
        .returning({ unitsDone: run.unitsDone, unitsTotal: run.unitsTotal });
      return progress ?? null;
    }),
  );
}

interface StoredUnit {
  readonly unitId: number;
  readonly result: UnitRecord;
}

interface UnitsOfRun {
  readonly rows: RunRows;
  readonly units: readonly StoredUnit[];
}

/** Gives the units that were not there yet. */
async function insertUnitRuns(tx: Transaction, { rows: { runId }, units }: UnitsOfRun): Promise<StoredUnit[]> {
  if (units.length === 0) return [];
  const given = units.map(({ unitId, result: { outcome, problem, summary, cells, histogram } }) => ({
    runId,
    unitId,
    outcome,
    problem,
    minValue: finite(summary.min),
    maxValue: finite(summary.max),
    meanValue: finite(summary.mean),
    zeroShare: finite(summary.zeroShare),
    mapCells: cells?.total ?? null,
    offCells: cells?.off ?? null,
    topCells: cells?.top ?? null,
    saturatedCells: cells?.saturated ?? null,
    histogramLower: histogram?.lower ?? null,
    histogramUpper: histogram?.upper ?? null,
    histogramCounts: histogram ? [...histogram.counts] : null,
  }));
  const { rows: inserted } = await tx.execute<{ unitId: number }>(
    sql`${insertion(unitRun, given)} on conflict do nothing returning unit_id::float8 as "unitId"`,
  );
  const ids = new Set(inserted.map(({ unitId }) => unitId));
  return units.filter(({ unitId }) => ids.has(unitId));
}

async function insertRanges(tx: Transaction, { rows, units }: UnitsOfRun): Promise<void> {
  const ranges = units.flatMap(({ unitId, result }) =>
    result.ranges.map((range): StoredRange => ({ unitId, result, range })),
  );
  if (ranges.length === 0) return;
  const { runId } = rows;
  const explanations = ranges.flatMap(({ range }) => range.explanation ?? []);
  const formulaIds = await writeFormulas(tx, { rows, explanations });
  const clusterIds = await insertClusters(tx, { rows, ranges });
  const scores = ranges.flatMap((range) => explanationRow(range, { rows, formulaIds, clusterIds }));
  await insertRows(tx, explanation, scores);
  await insertFloors(tx, { runId, ranges });
  await insertProfiles(tx, { runId, ranges, clusterIds });
  await insertSamples(tx, { rows, ranges, clusterIds });
}

/** Gives the ranges' ids, by unit and range. */
async function insertClusters(
  tx: Transaction,
  { rows, ranges }: { readonly rows: RunRows; readonly ranges: readonly StoredRange[] },
): Promise<ReadonlyMap<string, number>> {
  const given = ranges.map(({ unitId, range }) => ({
    runId: rows.runId,
    unitId,
    clusterIndex: range.clusterIndex,
    lower: range.lower,
    upper: range.upper,
    includesLower: range.includesLower,
    lowerQuantile: range.quantiles?.lower ?? null,
    upperQuantile: range.quantiles?.upper ?? null,
    bitmapPixels: range.bitmapPixels,
    labelledPixels: range.labelledPixels,
    supportSamples: range.support?.samples ?? null,
    supportMapCells: range.support?.mapCells ?? null,
    outcome: range.outcome,
    share: rows.totalPixels === 0 ? 0 : range.bitmapPixels / rows.totalPixels,
  }));
  const { rows: inserted } = await tx.execute<{ id: number; unitId: number; clusterIndex: number }>(sql`
    ${insertion(cluster, given)}
    returning id::float8 as id, unit_id::float8 as "unitId", cluster_index as "clusterIndex"`);
  return new Map(inserted.map(({ id, unitId, clusterIndex }) => [`${unitId}:${clusterIndex}`, id]));
}

interface StoredRange {
  readonly unitId: number;
  readonly result: UnitRecord;
  readonly range: RangeRecord;
}

function clusterIdOf(clusterIds: ReadonlyMap<string, number>, { unitId, range }: StoredRange): number {
  const id = clusterIds.get(`${unitId}:${range.clusterIndex}`);
  if (id === undefined) throw new Error(`Range ${range.clusterIndex} was written but not found.`);
  return id;
}

async function insertFloors(
  tx: Transaction,
  { runId, ranges }: { readonly runId: number; readonly ranges: readonly StoredRange[] },
): Promise<void> {
  const floors = ranges.flatMap(({ unitId, range: { clusterIndex, explanation: found } }) => {
    if (!found?.evidence) return [];
    const { folds, foldChanges } = found.evidence;
    const { changed: changedFolds, meaning: meaningFolds } = foldChanges;
    return [{ runId, unitId, clusterIndex, folds, changedFolds, meaningFolds }];
  });
  await insertRows(tx, rangeFloor, floors);
}

/** Places come when the run is completed. */
async function insertProfiles(
  tx: Transaction,
  {
    runId,
    ranges,
    clusterIds,
  }: Pick<RangeIds, 'clusterIds'> & { readonly runId: number; readonly ranges: readonly StoredRange[] },
): Promise<void> {
  const profiles = ranges.flatMap((stored) => {
    const { profile } = stored.range;
    return profile ? [{ clusterId: clusterIdOf(clusterIds, stored), runId, profile }] : [];
  });
  await insertRows(tx, placement, profiles);
}

/** By far the most rows. */
async function insertSamples(
  tx: Transaction,
  { rows, ranges, clusterIds }: Pick<RangeIds, 'rows' | 'clusterIds'> & { ranges: readonly StoredRange[] },
): Promise<void> {
  const samples = ranges.flatMap((range) => {
    const clusterId = clusterIdOf(clusterIds, range);
    return range.range.samples.map((shown) => ({
      ...shown,
      clusterId,
      sampleId: requireId(rows.sampleIds, { index: shown.sampleIndex, noun: 'sample' }),
    }));
  });
  await insertRows(tx, clusterSample, samples);
}

interface RangeIds {
  readonly rows: RunRows;
  readonly formulaIds: ReadonlyMap<string, number>;
  /** By unit and range. */
  readonly clusterIds: ReadonlyMap<string, number>;
}

function explanationRow(stored: StoredRange, ids: RangeIds): (typeof explanation.$inferInsert)[] {
  const { unitId, result, range } = stored;
  if (!range.explanation) return [];
  const { formula, iou, intersection, union, chance, lift, visited, formulaPixels, length } = range.explanation;
  const { bound, gap, metrics, evidence = null } = range.explanation;
  const formulaId = ids.formulaIds.get(formula);
  if (formulaId === undefined) throw new Error(`Formula ${formula} was written but not found.`);
  return [
    {
      clusterId: clusterIdOf(ids.clusterIds, stored),
      runId: ids.rows.runId,
      unitId,
      formulaId,
      clusterIndex: range.clusterIndex,
      iou,
      intersection,
      unionPixels: union,
      chance,
      // Nothing is a multiple of a chance of 0, whatever whoever computed it made of that.
      lift: chance > 0 ? finite(lift) : null,
      visited,
      formulaPixels,
      bound,
      gap,
      ...metrics,
      ...(evidence ? evidenceRow(evidence) : NO_EVIDENCE),
      length,
      unitIndex: result.unit,
      outcome: result.outcome,
    },
  ];
}

/** Values of units with NaN or infinities have no place in JSON; null says "none". */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
