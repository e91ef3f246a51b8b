import { boolean, doublePrecision, index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { concept } from './concept.ts';
import { explanation } from './explanation.ts';
import { run } from './run.ts';

/** How the explanations of a completed run and range use a concept. Written by the transaction that completes the run. */
export const conceptPoint = pgTable(
  'concept_point',
  {
    runId: whole()
      .notNull()
      .references(() => run.id),
    conceptId: whole()
      .notNull()
      .references(() => concept.id),
    negated: boolean().notNull(),
    clusterIndex: integer().notNull(),
    /** Explanations whose formula uses the concept so. */
    n: integer().notNull(),
    iouSum: doublePrecision().notNull(),
    bestIou: doublePrecision().notNull(),
    bestExplanationId: whole()
      .notNull()
      .references(() => explanation.id),
  },
  // Read by run; and from a concept to the runs that know it.
  (t) => [
    primaryKey({ columns: [t.runId, t.conceptId, t.negated, t.clusterIndex] }),
    index().on(t.conceptId, t.negated, t.bestIou),
  ],
);
