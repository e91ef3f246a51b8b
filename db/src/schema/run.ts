import { sql } from 'drizzle-orm';
import { type AnyPgColumn, boolean, doublePrecision, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { feedColumns } from './feed-columns.ts';
import { layer } from './layer.ts';
import { probeDataset } from './probe-dataset.ts';

export const run = pgTable(
  'run',
  {
    id: identity(),
    layerId: whole()
      .notNull()
      .references(() => layer.id),
    probeDatasetId: whole()
      .notNull()
      .references(() => probeDataset.id),
    // Unique: the same configuration and inputs resume the same run.
    configHash: text().notNull().unique(),
    /** The configuration and the preprocessing, without the model: what trends may compare. */
    settingsHash: text().notNull(),
    /**
     * The newest of the untrained runs that this one's explanations are classified against: itself where it is untrained.
     * Null while they are not: there is no such run. All of them are in run_baseline.
     */
    baselineRunId: whole().references((): AnyPgColumn => run.id),
    status: text({ enum: ['RUNNING', 'COMPLETED', 'FAILED', 'INTERRUPTED'] }).notNull(),
    unitsTotal: integer().notNull(),
    unitsDone: integer().notNull().default(0),
    clusters: integer().notNull(),
    bounds: text().notNull(),
    /** How mask pixels get values from the map. */
    upsampling: text().notNull().default('bilinear'),
    /** The share of the layer's values that must be 0 for zeros to be off; null: never, or see `zerosOff`. */
    offShare: doublePrecision(),
    /** Whether the layer's zeros are off. Null in rows that are older: it was decided for each unit by its least value. */
    zerosOff: boolean(),
    /** What was counted for that, over all units of the layer; null in rows that are older. */
    zeroCount: whole(),
    valueCount: whole(),
    length: integer().notNull(),
    beam: integer().notNull(),
    search: text().notNull(),
    grammar: text().notNull(),
    searchBudgetMs: integer(),
    /** Null: all. An array, as it is only ever read whole, with the run, and categories have no rows to refer to. */
    categories: text().array(),
    minConceptShare: doublePrecision().notNull().default(0),
    /**
     * How label masking was measured, which its explanations don't depend on: the noise's seed (null: not measured), and
     * the samples for each explanation at the most (null: all that count).
     */
    labelMaskingSeed: integer(),
    labelMaskingLimit: integer(),
    /** How the evidence of its explanations was gathered, which they don't depend on; all null: none was. */
    evidenceFolds: integer(),
    evidenceShuffles: integer(),
    evidenceNullSearches: integer(),
    evidenceSeed: integer(),
    ...feedColumns(),
    codeVersion: text().notNull(),
    machine: text().notNull(),
    threads: integer().notNull(),
    activationsMs: doublePrecision(),
    indexMs: doublePrecision(),
    rangesMs: doublePrecision(),
    hitsMs: doublePrecision(),
    searchMs: doublePrecision(),
    evidenceMs: doublePrecision(),
    samplesMs: doublePrecision(),
    writeMs: doublePrecision(),
    totalMs: doublePrecision(),
    peakRssBytes: whole(),
    /** Whether the rollups (metric, class and concept points) describe its explanations: since it was completed. */
    rolledUp: boolean().notNull().default(false),
    error: text(),
    startedAt: moment().notNull().default(sql`now()`),
    finishedAt: moment(),
  },
  // A layer's newest completed run; runs with equal settings across versions.
  (t) => [
    index().on(t.layerId, t.status, t.id),
    index().on(t.settingsHash),
    // What is classified against a baseline.
    index().on(t.baselineRunId),
    // The list of runs, newest first.
    index().on(t.startedAt, t.id),
  ],
);
