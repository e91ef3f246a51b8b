import { SLICE_VERDICTS } from '@strata/domain';
import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { errorAnalysis } from './error-analysis.ts';

/** A formula that tells errors from successes, among the units that no slice before it selects. */
export const errorSlice = pgTable(
  'error_slice',
  {
    errorAnalysisId: whole()
      .notNull()
      .references(() => errorAnalysis.id, { onDelete: 'cascade' }),
    /** From 1, in the order found. */
    position: integer().notNull(),
    /** As it is printed: shares make concepts that no dataset lists, so it is no row of `formula`. */
    formula: text().notNull(),
    score: doublePrecision().notNull(),
    selectedCount: integer().notNull(),
    selectedWrong: integer().notNull(),
    unitCount: integer().notNull(),
    unitsWrong: integer().notNull(),
    p: doublePrecision().notNull(),
    verdict: text({ enum: SLICE_VERDICTS }).notNull(),
  },
  // Read with their analysis, in order.
  (t) => [primaryKey({ columns: [t.errorAnalysisId, t.position] })],
);
