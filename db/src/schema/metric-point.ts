import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';

/** What explanations are counted by. */
export const METRICS = [
  'IOU',
  'LIFT',
  'CHANCE',
  'LENGTH',
  'DETECTION_ACCURACY',
  'ACTIVATION_COVERAGE',
  'SAMPLE_COVERAGE',
  'EXPLANATION_COVERAGE',
  'HELD_OUT_IOU',
  'SHUFFLED_IOU',
  'TIMES_SHUFFLED',
] as const;

/**
 * How a metric spreads over the explanations of a completed run and range, so that trends never scan explanations. Written
 * by the transaction that completes the run; a metric that no explanation has is left out.
 */
export const metricPoint = pgTable(
  'metric_point',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    clusterIndex: integer().notNull(),
    metric: text({ enum: METRICS }).notNull(),
    /** Explanations that have a value. */
    n: integer().notNull(),
    /** Of times shuffled the ratio of the means, held out over shuffled. */
    mean: doublePrecision().notNull(),
    /** Ends of the bootstrap interval of the mean. */
    meanLower: doublePrecision().notNull(),
    meanUpper: doublePrecision().notNull(),
    lowerQuartile: doublePrecision().notNull(),
    median: doublePrecision().notNull(),
    upperQuartile: doublePrecision().notNull(),
  },
  // Read by run.
  (t) => [primaryKey({ columns: [t.runId, t.clusterIndex, t.metric] })],
);
