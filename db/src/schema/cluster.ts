import { RANGE_OUTCOMES } from '@strata/domain';
import { boolean, doublePrecision, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, whole } from './columns.ts';
import { run } from './run.ts';
import { unit } from './unit.ts';

export const cluster = pgTable(
  'cluster',
  {
    id: identity(),
    runId: whole()
      .notNull()
      .references(() => run.id),
    unitId: whole()
      .notNull()
      .references(() => unit.id),
    clusterIndex: integer().notNull(),
    /** Null means an open end. */
    lower: doublePrecision(),
    upper: doublePrecision(),
    /** Whether `lower` itself lies in the range; null in rows that are older: the rule of the bounds tells. */
    includesLower: boolean(),
    /** Shares of the unit's map cells below the range, and below it or in it; null in rows that are older: not counted. */
    lowerQuantile: doublePrecision(),
    upperQuantile: doublePrecision(),
    bitmapPixels: whole().notNull(),
    /** Of these, the pixels that carry any concept; null in rows that are older: not counted. */
    labelledPixels: whole(),
    /**
     * What the bitmap rests on: samples with a pixel of it, and the map's cells, before it is laid on the images, whose value
     * lies in the range. Null in rows that are older: not counted.
     */
    supportSamples: integer(),
    supportMapCells: whole(),
    /** Null in rows that are older: not told. */
    outcome: text({ enum: RANGE_OUTCOMES }),
    share: doublePrecision().notNull(),
    /** Of so many samples, those whose prediction changes when this range is set to zero; null while not measured. */
    importanceChanged: integer(),
    importanceSamples: integer(),
    /** When as much is removed at random places, and those that change either way; null in rows that are older: not measured. */
    importanceControlChanged: integer(),
    importanceBothChanged: integer(),
  },
  // A unit's clusters of one run in order; a unit's history over all runs.
  (t) => [unique().on(t.runId, t.unitId, t.clusterIndex), index().on(t.unitId)],
);
