import { CONCEPT_EDITS, EDIT_DIRECTIONS, ERROR_ROLES } from '@strata/domain';
import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { errorAnalysis } from './error-analysis.ts';

/**
 * What happens to predictions when a concept's pixels are replaced in errors, or put into successes, beside as many pixels
 * replaced elsewhere.
 */
export const errorEdit = pgTable(
  'error_edit',
  {
    errorAnalysisId: whole()
      .notNull()
      .references(() => errorAnalysis.id, { onDelete: 'cascade' }),
    concept: text().notNull(),
    edit: text({ enum: CONCEPT_EDITS }).notNull(),
    direction: text({ enum: EDIT_DIRECTIONS }).notNull(),
    /** Images of the confirming half that were edited: errors when taken out, successes when put in. */
    imageCount: integer().notNull(),
    /** Errors mended, or successes broken; with the control; and either way. */
    changed: integer().notNull(),
    controlChanged: integer().notNull(),
    bothChanged: integer().notNull(),
    effect: doublePrecision().notNull(),
    effectLower: doublePrecision().notNull(),
    effectUpper: doublePrecision().notNull(),
    /** Sign test over units of count, adjusted over all edits of all concepts. */
    effectQ: doublePrecision().notNull(),
    role: text({ enum: ERROR_ROLES }).notNull(),
  },
  // Read with their analysis.
  (t) => [primaryKey({ columns: [t.errorAnalysisId, t.concept, t.edit, t.direction] })],
);
