import { index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';

/**
 * The runs of untrained versions whose formulas, pooled, a run's explanations are classified by. A baseline is measured
 * against the others; the only one against itself. Written with the run's classes.
 */
export const runBaseline = pgTable(
  'run_baseline',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    baselineRunId: whole()
      .notNull()
      .references(() => run.id),
    /** Units that the baseline had then: with more of them its formulas are others. */
    unitsDone: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.baselineRunId] }), index().on(t.baselineRunId)],
);
