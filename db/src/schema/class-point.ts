import { SPECIALIZATIONS } from '@strata/domain';
import { integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { run } from './run.ts';

/**
 * How many explanations of a completed run and range have which length and class. Written by the transactions that
 * complete the run and that change its classes.
 */
export const classPoint = pgTable(
  'class_point',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    clusterIndex: integer().notNull(),
    /** 0: nothing is named there. */
    length: integer().notNull(),
    /** Null: not classified. */
    specialization: text({ enum: SPECIALIZATIONS }),
    n: integer().notNull(),
  },
  // Read by run; no primary key, as a class can be missing.
  (t) => [unique().on(t.runId, t.clusterIndex, t.length, t.specialization).nullsNotDistinct()],
);
