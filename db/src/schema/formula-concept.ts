import { boolean, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
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
  },
  (t) => [
    primaryKey({ columns: [t.formulaId, t.position] }),
    // From a concept and its polarity to the formulas that use it, without touching the table.
    index().on(t.conceptId, t.negated, t.formulaId),
  ],
);
