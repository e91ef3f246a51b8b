import { integer, pgTable, primaryKey, smallint } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';
import { unit } from './unit.ts';

/**
 * How much of a range would change by other images alone: its formula found without a fold of the images, beside that of
 * all, on the fold. A row for each explanation with evidence; none in runs that are older.
 */
export const rangeFloor = pgTable(
  'range_floor',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    unitId: whole()
      .notNull()
      .references(() => unit.id),
    clusterIndex: integer().notNull(),
    folds: smallint().notNull(),
    /** Folds whose formula is not the SAME. */
    changedFolds: smallint().notNull(),
    /** Of these, folds whose formula has another meaning. */
    meaningFolds: smallint().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.unitId, t.clusterIndex] })],
);
