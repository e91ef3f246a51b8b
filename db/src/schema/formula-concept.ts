import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { concept } from './concept.ts';
import { formula } from './formula.ts';

export const formulaConcept = pgTable(
  'formula_concept',
  {
    formulaId: whole()
      .notNull()
      .references(() => formula.id),
    position: integer().notNull(),
    conceptId: whole()
      .notNull()
      .references(() => concept.id),
    negated: boolean().notNull(),
    /**
     * Which chain of one operator it stands in, 0 the outermost, and the operator; patterns are matched by them. Null in
     * formulas that are not left-deep; the operator also where the formula is this concept alone.
     */
    level: integer(),
    operator: text({ enum: ['AND', 'OR'] }),
    /** Copy of the formula's length, which never changes: of the formulas with a concept, few have a pattern's length. */
    length: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.formulaId, t.position] }),
    // From a concept and its polarity to the formulas that use it, without touching the table.
    index().on(t.conceptId, t.negated, t.formulaId),
    // From a concept and its place to the formulas of a pattern.
    index('formula_concept_place_index').on(
      ...([t.conceptId, t.negated, t.length, t.level, t.operator, t.formulaId, t.position] as const),
    ),
  ],
);
