import { SPECIALIZATIONS } from '@strata/domain';
import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';

/** What is estimated of one run by itself: a range's share of a class, or its rise from the lowest range to the highest. */
const OWN_MEASURES = ['SHARE', 'RISE'] as const;

/**
 * What is estimated against left-out untrained networks, at least three, over the units that all have: where untrained
 * networks lie, by how much the run lies above them, and by how much that rises from the lowest range to the highest.
 * First of the share of SPECIALIZED, 0–1, then of times shuffled, as its natural logarithm.
 */
export const EXCESS_MEASURES = [
  ...(['BASELINE', 'EXCESS', 'EXCESS_RISE'] as const),
  ...(['TIMES_SHUFFLED_BASELINE', 'TIMES_SHUFFLED_EXCESS', 'TIMES_SHUFFLED_EXCESS_RISE'] as const),
] as const;

export const CLASS_MEASURES = [...OWN_MEASURES, ...EXCESS_MEASURES] as const;

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
    /** SPECIALIZED of everything but a share: part of the key. */
    specialization: text({ enum: SPECIALIZATIONS }).notNull(),
    /** The range; of a rise the highest. */
    clusterIndex: integer().notNull(),
    /** Of a rise the lowest range; null for a share. */
    fromClusterIndex: integer(),
    /** Ranges counted, one per unit; of a rise the units that have both ranges. */
    n: integer().notNull(),
    /** Untrained networks that were left out in turn; null where it is estimated of the run by itself. */
    seeds: integer(),
    /** A share, 0–1; a difference of shares, −1 to 1; of times shuffled a logarithm, or a difference of two. */
    value: doublePrecision().notNull(),
    lower: doublePrecision().notNull(),
    upper: doublePrecision().notNull(),
  },
  // Read by run.
  (t) => [primaryKey({ columns: [t.runId, t.measure, t.specialization, t.clusterIndex] })],
);
