import { sql } from 'drizzle-orm';
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { run } from './run.ts';
import { runRequest } from './run-request.ts';

/**
 * What happened to runs, in order: ids become visible in ascending order, because writers take a lock before they draw
 * one. So whoever has read up to an id misses nothing by asking for those above it.
 */
export const runEvent = pgTable(
  'run_event',
  {
    id: identity(),
    runRequestId: whole().references(() => runRequest.id),
    runId: whole().references(() => run.id),
    kind: text({ enum: ['STATUS', 'PROGRESS', 'NOTE'] }).notNull(),
    /** The status that it has since. */
    status: text(),
    unitsDone: integer(),
    unitsTotal: integer(),
    message: text(),
    at: moment().notNull().default(sql`now()`),
  },
  (t) => [index().on(t.runId, t.id), index().on(t.runRequestId, t.id)],
);
