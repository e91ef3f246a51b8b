import { CHANGES } from '@strata/domain';
import { doublePrecision, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';
import { unit } from './unit.ts';

/**
 * What has become of a unit's range since another run, by what masks do: one row for each range that this run explains,
 * once it was computed; a unit's rows are written together.
 */
export const rangeChange = pgTable(
  'range_change',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    /** The run of the older version that it is compared with. */
    fromRunId: whole()
      .notNull()
      .references(() => run.id),
    /** Of this run's layer. */
    unitId: whole()
      .notNull()
      .references(() => unit.id),
    clusterIndex: integer().notNull(),
    /** The old range that it meets; null where there is none. */
    fromClusterIndex: integer(),
    /** IoU of the old formula with the new bitmap. This and the next two are null where the old range has no formula. */
    kept: doublePrecision(),
    /** Of the masks of both formulas, over all pixels of the dataset. */
    similarity: doublePrecision(),
    change: text({ enum: CHANGES }),
  },
  // Read by pair of runs and unit; the other way a run's rows are found when it is removed.
  (t) => [primaryKey({ columns: [t.runId, t.fromRunId, t.unitId, t.clusterIndex] }), index().on(t.fromRunId)],
);
