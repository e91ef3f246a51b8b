import { SPECIALIZATIONS } from '@strata/domain';
import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';

/** What is estimated: a range's share of a class, or by how much the share rises from the lowest range to the highest. */
export const CLASS_MEASURES = ['SHARE', 'RISE'] as const;

/**
 * What the classes of a completed run say, each with its 95 % interval: whoever speaks of them, command, API or page,
 * reads it here. Written by the transactions that write the run's class points; none while it is not classified.
 */
export const classEstimate = pgTable(
  'class_estimate',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    measure: text({ enum: CLASS_MEASURES }).notNull(),
    specialization: text({ enum: SPECIALIZATIONS }).notNull(),
    /** The range; of a rise the highest. */
    clusterIndex: integer().notNull(),
    /** Of a rise the lowest range; null for a share. */
    fromClusterIndex: integer(),
    /** Explanations in the range; of a rise the units that are explained in both ranges. */
    n: integer().notNull(),
    /** A share, 0–1; a rise, −1 to 1. */
    value: doublePrecision().notNull(),
    lower: doublePrecision().notNull(),
    upper: doublePrecision().notNull(),
  },
  // Read by run.
  (t) => [primaryKey({ columns: [t.runId, t.measure, t.specialization, t.clusterIndex] })],
);
