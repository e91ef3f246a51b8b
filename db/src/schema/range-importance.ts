import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';

/** How many predictions change when all units' ranges of one number are set to zero at once. */
export const rangeImportance = pgTable(
  'range_importance',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    clusterIndex: integer().notNull(),
    changed: integer().notNull(),
    samples: integer().notNull(),
    /** When as much is removed at random places, and those that change either way; null in rows that are older: not measured. */
    controlChanged: integer(),
    bothChanged: integer(),
    /** Units that took part: those of the run that had ranges then. */
    unitCount: integer().notNull(),
  },
  // A run's ranges are always read together, in order.
  (t) => [primaryKey({ columns: [t.runId, t.clusterIndex] })],
);
