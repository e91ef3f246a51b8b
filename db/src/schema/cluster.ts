import { doublePrecision, index, integer, pgTable, unique } from 'drizzle-orm/pg-core';
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
    bitmapPixels: whole().notNull(),
    share: doublePrecision().notNull(),
    /** Of so many samples, those whose prediction changes when this range is set to zero; null while not measured. */
    importanceChanged: integer(),
    importanceSamples: integer(),
  },
  // A unit's clusters of one run in order; a unit's history over all runs.
  (t) => [unique().on(t.runId, t.unitId, t.clusterIndex), index().on(t.unitId)],
);
