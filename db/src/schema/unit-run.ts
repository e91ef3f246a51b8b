import { doublePrecision, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';
import { unit } from './unit.ts';

/** Its presence means: the unit is done. Written in the same transaction as all its clusters. */
export const unitRun = pgTable(
  'unit_run',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    unitId: whole()
      .notNull()
      .references(() => unit.id),
    outcome: text({ enum: ['EXPLAINED', 'FEW_VALUES', 'CONSTANT', 'DEAD', 'NON_FINITE'] }).notNull(),
    problem: text(),
    minValue: doublePrecision(),
    maxValue: doublePrecision(),
    meanValue: doublePrecision(),
    zeroShare: doublePrecision(),
    /*
     * Cells of the unit's maps: all; those that are off (null also where zeros are values like any other); those of the highest
     * range; and of these those that share the greatest value. Null in rows that are older: not counted.
     */
    mapCells: whole(),
    offCells: whole(),
    topCells: whole(),
    saturatedCells: whole(),
    histogramLower: doublePrecision(),
    histogramUpper: doublePrecision(),
    histogramCounts: integer().array(),
  },
  // Resuming reads by run; a unit's page reads by unit.
  (t) => [primaryKey({ columns: [t.runId, t.unitId] }), index().on(t.unitId)],
);
