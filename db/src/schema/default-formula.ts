import { integer, pgTable, primaryKey, unique } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { formula } from './formula.ts';
import { run } from './run.ts';

/**
 * The formulas most frequent in the untrained networks that a run is classified against, pooled: what the search falls
 * back to where nothing was learnt. Written with the run's classes.
 */
export const defaultFormula = pgTable(
  'default_formula',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    formulaId: whole()
      .notNull()
      .references(() => formula.id),
    unitCount: integer().notNull(),
    rangeCount: integer().notNull(),
    /** From 1, the most frequent. */
    rank: integer().notNull(),
  },
  // Read from the most frequent down.
  (t) => [primaryKey({ columns: [t.runId, t.formulaId] }), unique().on(t.runId, t.rank)],
);
