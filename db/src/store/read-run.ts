import type { RangeOutcome, Specialization, UnitOutcome } from '@strata/domain';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { cluster, concept, explanation, formula, formulaConcept, unit, unitRun } from '../schema/index.ts';
import { evidenceOf, type StoredEvidence } from './evidence/evidence-columns.ts';
import type { Store } from './open-store.ts';
import { orStoreError } from './store-failure.ts';
import type { CellsRecord, ExplanationRecord, MetricsRecord, RangeRecord, SupportRecord } from './unit-record.ts';

/** Units read by one statement. */
const UNITS_PER_READ = 64;

/** Shares from 0 to 1; what was never measured is null. */
export interface StoredMetrics extends MetricsRecord {
  /** Mean cosine similarity of the unit's maps with and without all but the formula's pixels. */
  readonly labelMasking: number | null;
  /** Samples that it is the mean of. */
  readonly labelMaskingSamples: number | null;
  /** The map's length in the range afterwards by its length before. */
  readonly labelMaskingStrength: number | null;
  /** The same similarity under the formula's mask of another image. */
  readonly labelMaskingFloor: number | null;
}
/** Of so many samples, those whose prediction changes when the range is set to zero. */
export interface StoredImportance {
  readonly changed: number;
  /** When as much is removed at random places, and either way; null in rows that are older: not measured. */
  readonly controlChanged: number | null;
  readonly bothChanged: number | null;
  readonly samples: number;
}
export interface StoredExplanation extends Omit<ExplanationRecord, 'evidence'> {
  readonly concepts: readonly { readonly index: number; readonly name: string; readonly negated: boolean }[];
  readonly metrics: StoredMetrics;
  /** Null where it was not computed. */
  readonly evidence: StoredEvidence | null;
  /** Null without a baseline. */
  readonly specialization: Specialization | null;
  /** In how many repetitions of the analysis it is found again; null while not repeated. */
  readonly specifications: { readonly held: number; readonly total: number } | null;
}
export interface StoredRange extends Pick<RangeRecord, 'clusterIndex' | 'lower' | 'upper' | 'bitmapPixels'> {
  /** These four are null in rows that are older: not kept. */
  readonly includesLower: boolean | null;
  readonly labelledPixels: number | null;
  readonly support: SupportRecord | null;
  readonly outcome: RangeOutcome | null;
  /** Null in rows that are older: not counted. */
  readonly quantiles: { readonly lower: number; readonly upper: number } | null;
  readonly explanation: StoredExplanation | null;
  /** Null while not measured. */
  readonly importance: StoredImportance | null;
}
/** What a run found about one unit, without its samples. */
export interface StoredUnit {
  readonly unit: number;
  readonly outcome: UnitOutcome;
  readonly problem: string | null;
  /** The greatest value; null for values that are no numbers. */
  readonly max: number | null;
  /** Null for values that are no numbers, and in rows that are older: not counted. */
  readonly cells: CellsRecord | null;
  /** Ascending by clusterIndex. */
  readonly ranges: readonly StoredRange[];
}

/**
 * Reads a run's results back, unit by unit in the order asked for; units that are not stored are left out. Memory holds
 * a few units at a time.
 * @throws StoreError when the database fails
 */
export async function* readRunUnits(
  store: Store,
  { runId, units }: { runId: number; units: readonly number[] },
): AsyncGenerator<StoredUnit> {
  for (let start = 0; start < units.length; start += UNITS_PER_READ) {
    const some = units.slice(start, start + UNITS_PER_READ);
    yield* await orStoreError(`Reading the results of run ${runId}`, () => readSome(store, { runId, units: some }));
  }
}

async function readSome(
  { db }: Store,
  { runId, units }: { runId: number; units: readonly number[] },
): Promise<StoredUnit[]> {
  const heads = await db
    .select({ id: unit.id, unit: unit.unitIndex, run: unitRun })
    .from(unitRun)
    .innerJoin(unit, eq(unit.id, unitRun.unitId))
    .where(and(eq(unitRun.runId, runId), inArray(unit.unitIndex, [...units])));
  const ids = heads.map(({ id }) => id);
  const rows = await db
    .select({ cluster, explanation, formula })
    .from(cluster)
    .leftJoin(explanation, eq(explanation.clusterId, cluster.id))
    .leftJoin(formula, eq(formula.id, explanation.formulaId))
    .where(and(eq(cluster.runId, runId), inArray(cluster.unitId, ids)))
    .orderBy(asc(cluster.unitId), asc(cluster.clusterIndex));
  const concepts = await conceptsByFormula(
    { db },
    rows.flatMap((row) => row.formula?.id ?? []),
  );
  const ranges = Map.groupBy(rows, (row) => row.cluster.unitId);
  const byIndex = new Map(heads.map((head) => [head.unit, head]));
  return units.flatMap((index) => {
    const head = byIndex.get(index);
    if (!head) return [];
    const { outcome, problem, maxValue: max } = head.run;
    const own = (ranges.get(head.id) ?? []).map((row) => toRange(row, concepts));
    return [{ unit: index, outcome, problem, max, cells: cellsOf(head.run), ranges: own }];
  });
}

function cellsOf({ mapCells, offCells, topCells, saturatedCells }: typeof unitRun.$inferSelect): CellsRecord | null {
  if (mapCells === null) return null;
  return { total: mapCells, off: offCells, top: topCells, saturated: saturatedCells };
}

type Concepts = ReadonlyMap<number, StoredExplanation['concepts']>;

async function conceptsByFormula({ db }: Pick<Store, 'db'>, formulaIds: readonly number[]): Promise<Concepts> {
  const rows = await db
    .select({
      formulaId: formulaConcept.formulaId,
      index: concept.conceptIndex,
      name: concept.name,
      negated: formulaConcept.negated,
    })
    .from(formulaConcept)
    .innerJoin(concept, eq(concept.id, formulaConcept.conceptId))
    .where(inArray(formulaConcept.formulaId, [...new Set(formulaIds)]))
    .orderBy(asc(formulaConcept.formulaId), asc(formulaConcept.position));
  const groups = Map.groupBy(rows, (row) => row.formulaId);
  return new Map([...groups].map(([id, list]) => [id, list.map(({ formulaId: _, ...use }) => use)]));
}

interface RangeRow {
  readonly cluster: typeof cluster.$inferSelect;
  readonly explanation: typeof explanation.$inferSelect | null;
  readonly formula: typeof formula.$inferSelect | null;
}

function toRange({ cluster: range, explanation: found, formula: text }: RangeRow, concepts: Concepts): StoredRange {
  const { clusterIndex, lower, upper, includesLower, bitmapPixels, labelledPixels, outcome } = range;
  const { supportSamples, supportMapCells } = range;
  const support =
    supportSamples === null || supportMapCells === null ? null : { samples: supportSamples, mapCells: supportMapCells };
  const { importanceChanged: changed, importanceSamples: samples } = range;
  const { importanceControlChanged: controlChanged, importanceBothChanged: bothChanged } = range;
  const importance = changed === null || samples === null ? null : { changed, controlChanged, bothChanged, samples };
  const { lowerQuantile, upperQuantile } = range;
  const quantiles =
    lowerQuantile === null || upperQuantile === null ? null : { lower: lowerQuantile, upper: upperQuantile };
  const head = {
    clusterIndex,
    lower,
    upper,
    includesLower,
    bitmapPixels,
    labelledPixels,
    support,
    outcome,
    quantiles,
    importance,
  };
  if (!found || !text) return { ...head, explanation: null };
  const { iou, intersection, unionPixels: union, chance, lift, visited, formulaPixels, bound, gap } = found;
  const { detectionAccuracy, activationCoverage, sampleCoverage, explanationCoverage } = found;
  const { labelMasking, labelMaskingSamples, labelMaskingStrength, labelMaskingFloor } = found;
  const shares = { detectionAccuracy, activationCoverage, sampleCoverage, explanationCoverage };
  const metrics = { ...shares, labelMasking, labelMaskingSamples, labelMaskingStrength, labelMaskingFloor };
  const scores = { iou, intersection, union, chance, lift, visited, formulaPixels, bound, gap, metrics };
  return {
    ...head,
    explanation: {
      formula: text.text,
      length: text.length,
      concepts: concepts.get(text.id) ?? [],
      ...scores,
      evidence: evidenceOf(found),
      specialization: found.specialization,
      specifications: specificationsOf(found),
    },
  };
}

function specificationsOf({
  specificationsHeld: held,
  specificationsTotal: total,
}: typeof explanation.$inferSelect): StoredExplanation['specifications'] {
  return held === null || total === null ? null : { held, total };
}
