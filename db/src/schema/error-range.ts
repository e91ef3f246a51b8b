import { ERROR_ROLES, INTERVENTIONS } from '@strata/domain';
import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { cluster } from './cluster.ts';
import { whole } from './columns.ts';
import { errorAnalysis } from './error-analysis.ts';

/**
 * A range that fires more on errors than on successes in one half of the images, and what happens to predictions in the other
 * half when it is taken away, beside as much taken away at random places.
 */
export const errorRange = pgTable(
  'error_range',
  {
    errorAnalysisId: whole()
      .notNull()
      .references(() => errorAnalysis.id, { onDelete: 'cascade' }),
    clusterId: whole()
      .notNull()
      .references(() => cluster.id),
    intervention: text({ enum: INTERVENTIONS }).notNull(),
    /** What its values were set to; null in rows that are older. */
    setTo: doublePrecision(),
    /** That an error has more of its map in the range than a success has, 0–1, ties half; p and q of more than chance. */
    firesMore: doublePrecision().notNull(),
    p: doublePrecision().notNull(),
    q: doublePrecision().notNull(),
    /** In the other half: errors, those that come out right, with as much removed elsewhere, and either way. */
    wrongCount: integer().notNull(),
    mended: integer().notNull(),
    controlMended: integer().notNull(),
    bothMended: integer().notNull(),
    /** Successes, and those that go wrong. */
    rightCount: integer().notNull(),
    broken: integer().notNull(),
    controlBroken: integer().notNull(),
    bothBroken: integer().notNull(),
    /** Share of errors mended beyond those that the control mends, with its 95 % interval; q of more than none. */
    effect: doublePrecision().notNull(),
    effectLower: doublePrecision().notNull(),
    effectUpper: doublePrecision().notNull(),
    effectQ: doublePrecision().notNull(),
    role: text({ enum: ERROR_ROLES }).notNull(),
  },
  // Read with their analysis; a cluster's row is found when its run is renewed.
  (t) => [primaryKey({ columns: [t.errorAnalysisId, t.clusterId, t.intervention] })],
);
