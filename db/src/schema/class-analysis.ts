import { sql } from 'drizzle-orm';
import { integer, pgTable, unique } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { run } from './run.ts';

/** That the ranges of a run were asked which class they carry. */
export const classAnalysis = pgTable(
  'class_analysis',
  {
    id: identity(),
    runId: whole()
      .notNull()
      .references(() => run.id),
    imageCount: integer().notNull(),
    seed: integer().notNull(),
    createdAt: moment().notNull().default(sql`now()`),
  },
  // Asked again, the answer is replaced.
  (t) => [unique().on(t.runId)],
);
