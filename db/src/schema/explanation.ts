import { GRADES, SPECIALIZATIONS, UNIT_OUTCOMES } from '@strata/domain';
import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, index, integer, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { cluster } from './cluster.ts';
import { identity, whole } from './columns.ts';
import { formula } from './formula.ts';
import { run } from './run.ts';
import { unit } from './unit.ts';

export const explanation = pgTable(
  'explanation',
  {
    id: identity(),
    clusterId: whole()
      .notNull()
      .unique()
      .references(() => cluster.id),
    runId: whole()
      .notNull()
      .references(() => run.id),
    unitId: whole()
      .notNull()
      .references(() => unit.id),
    formulaId: whole()
      .notNull()
      .references(() => formula.id),
    clusterIndex: integer().notNull(),
    iou: doublePrecision().notNull(),
    intersection: whole().notNull(),
    unionPixels: whole().notNull(),
    chance: doublePrecision().notNull(),
    lift: doublePrecision(),
    visited: whole().notNull(),
    formulaPixels: whole().notNull(),
    /** What a search with a proof knows: no formula's IoU is higher, and by how much it may be. Null without a proof. */
    bound: doublePrecision(),
    gap: doublePrecision(),
    detectionAccuracy: doublePrecision().notNull(),
    activationCoverage: doublePrecision().notNull(),
    /** Null in rows that are older than these columns: what the shares are of was not kept. */
    sampleCoverage: doublePrecision(),
    explanationCoverage: doublePrecision(),
    /** What sample coverage is with the bitmaps of other images: part of the evidence. Null also in older rows. */
    shuffledSampleCoverage: doublePrecision(),
    /**
     * How alike the unit's maps are when all but the formula's pixels are disturbed, and the number of samples that it is
     * the mean of. Both null while not measured; measured on no sample, the first stays null. How is in the run.
     */
    labelMasking: doublePrecision(),
    labelMaskingSamples: integer(),
    /**
     * How strong the unit still is then, and how alike under the formula's mask of another image: both null where there is
     * none. Whether they were measured is told by the third, null in rows that are older.
     */
    labelMaskingStrength: doublePrecision(),
    labelMaskingFloor: doublePrecision(),
    labelMaskingControlled: boolean().notNull().default(false),
    /** In how many repetitions of the analysis, of how many, it is found again; null while not repeated. */
    specificationsHeld: integer(),
    specificationsTotal: integer(),
    /** Measured against the run's baselines; null without one. */
    specialization: text({ enum: SPECIALIZATIONS }),
    /** The default formula that this is, or whose leading pair it has; null when it is neither. */
    defaultFormulaId: whole().references(() => formula.id),
    /*
     * What stands behind it besides its own overlap; all null while that was not computed. Held out: in pixels, what the
     * formulas found without a part of the images overlap in that part, summed over the parts; shuffled: the same formulas
     * over the labels of other images, summed over the shuffles, too; shifted: within the image (null also where maps have
     * one value).
     */
    heldOutIntersection: whole(),
    heldOutUnion: whole(),
    shuffledIntersection: whole(),
    shuffledUnion: whole(),
    shiftedIntersection: whole(),
    shiftedUnion: whole(),
    /** Held-out IoU over shuffled IoU, to be ordered and filtered by; null also where the latter is 0. */
    timesShuffled: doublePrecision(),
    heldOutP: doublePrecision(),
    /** Adjusted over the layer: written, as the grade is, when the run is completed. */
    heldOutQ: doublePrecision(),
    /** Of searches repeated over shuffled images; null where none was. */
    nullMean: doublePrecision(),
    /** These two need at least 19 searches. */
    nullUpper: doublePrecision(),
    nullP: doublePrecision(),
    nullSearches: integer(),
    folds: smallint(),
    /**
     * Folds in which the formula, its leading pair, one that selects nearly the same pixels, and each of its concepts (in their
     * order) are found again.
     */
    replicationFormula: smallint(),
    replicationPair: smallint(),
    replicationAlike: smallint(),
    /** An array, as it is only ever read whole, with its explanation. */
    replicationTerms: smallint().array(),
    grade: text({ enum: GRADES }),
    /*
     * Copies of the formula's length, the unit's index and what came of the unit, which never change: an index can only order
     * and filter by columns of its own table, and the planner only knows how common such values are together.
     */
    length: integer().notNull(),
    unitIndex: integer().notNull(),
    outcome: text({ enum: UNIT_OUTCOMES }).notNull().default('EXPLAINED'),
  },
  (t) => [
    // Keyset pages of a run by every offered order. The id goes the way of the value, so one index serves both ways.
    // The default order holds what is filtered by, too: a walk along it passes by what is not wanted without reading the row.
    index('explanation_run_walk_index').on(
      ...([t.runId, t.iou, t.id, t.formulaId, t.clusterIndex, t.lift] as const),
      ...([t.chance, t.length, t.unitIndex, t.specialization, t.outcome, t.grade, t.timesShuffled] as const),
    ),
    index().on(t.runId, t.clusterIndex, t.id),
    index().on(t.runId, t.unitIndex, t.id),
    index().on(t.runId, t.length, t.id),
    // Lift can be missing and then comes last both ways, which needs an index for each way.
    index('explanation_lift_rising_index').on(t.runId, t.lift.asc().nullsLast(), t.id.asc()),
    index('explanation_lift_falling_index').on(t.runId, t.lift.desc().nullsLast(), t.id.desc().nullsFirst()),
    // Times shuffled alike.
    index('explanation_shuffled_rising_index').on(t.runId, t.timesShuffled.asc().nullsLast(), t.id.asc()),
    index('explanation_shuffled_falling_index').on(
      ...([t.runId, t.timesShuffled.desc().nullsLast(), t.id.desc().nullsFirst()] as const),
    ),
    // The commonest filter under the default order.
    index().on(t.runId, t.clusterIndex, t.iou, t.id),
    // How specialized a run's range is, best first: the classes side by side on a page.
    index().on(t.runId, t.clusterIndex, t.specialization, t.iou, t.id),
    // The same of grades.
    index().on(t.runId, t.clusterIndex, t.grade, t.iou, t.id),
    // The same orders over all runs.
    index('explanation_walk_index').on(
      ...([t.iou, t.id, t.runId, t.formulaId, t.clusterIndex, t.lift] as const),
      ...([t.chance, t.length, t.unitIndex, t.specialization, t.outcome, t.grade, t.timesShuffled] as const),
    ),
    index().on(t.clusterIndex, t.id),
    index().on(t.unitIndex, t.id),
    index().on(t.length, t.id),
    index('explanation_all_lift_rising_index').on(t.lift.asc().nullsLast(), t.id.asc()),
    index('explanation_all_lift_falling_index').on(t.lift.desc().nullsLast(), t.id.desc().nullsFirst()),
    index('explanation_all_shuffled_rising_index').on(t.timesShuffled.asc().nullsLast(), t.id.asc()),
    index('explanation_all_shuffled_falling_index').on(t.timesShuffled.desc().nullsLast(), t.id.desc().nullsFirst()),
    // The filters that hold for many, best first: found without reading past those that don't.
    index('explanation_range_walk_index').on(
      ...([t.clusterIndex, t.iou, t.id, t.runId, t.formulaId, t.specialization] as const),
      ...([t.lift, t.chance, t.length, t.unitIndex, t.outcome, t.grade, t.timesShuffled] as const),
    ),
    index().on(t.unitIndex, t.iou, t.id),
    index().on(t.length, t.iou, t.id),
    index('explanation_class_walk_index').on(
      ...([t.specialization, t.iou, t.id, t.runId, t.formulaId, t.clusterIndex] as const),
      ...([t.lift, t.chance, t.length, t.unitIndex, t.outcome, t.grade, t.timesShuffled] as const),
    ),
    index('explanation_grade_walk_index').on(
      ...([t.grade, t.iou, t.id, t.runId, t.formulaId, t.clusterIndex] as const),
      ...([t.lift, t.chance, t.length, t.unitIndex, t.specialization, t.outcome, t.timesShuffled] as const),
    ),
    // Nearly all units are explained; the few others are looked for.
    index('explanation_outcome_index').on(t.iou, t.id).where(sql`${t.outcome} <> 'EXPLAINED'`),
    // Where a formula is used, best first: a pattern has thousands of formulas, whose explanations lie all over the table.
    index('explanation_formula_walk_index').on(
      ...([t.formulaId, t.iou, t.id, t.runId, t.clusterIndex, t.lift] as const),
      ...([t.chance, t.length, t.unitIndex, t.specialization, t.outcome, t.grade, t.timesShuffled] as const),
    ),
    // A unit's explanations in the shown run.
    index().on(t.unitId, t.runId),
  ],
);
