import { GRADES } from '@strata/domain';
import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';

/**
 * How many explanations of a completed run and range have which grade. Written by the transactions that grade the run;
 * none where nothing is graded.
 */
export const gradePoint = pgTable(
  'grade_point',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    clusterIndex: integer().notNull(),
    grade: text({ enum: GRADES }).notNull(),
    n: integer().notNull(),
  },
  // Read by run.
  (t) => [primaryKey({ columns: [t.runId, t.clusterIndex, t.grade] })],
);
