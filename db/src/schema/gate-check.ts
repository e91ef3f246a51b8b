import { doublePrecision, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { whole } from './columns.ts';
import { GATE_OUTCOMES, gateRun } from './gate-run.ts';
import { run } from './run.ts';

/** What one bound of a rule came to in one place, with the numbers that it was decided by. */
export const gateCheck = pgTable(
  'gate_check',
  {
    gateRunId: whole()
      .notNull()
      .references(() => gateRun.id),
    /** Its place among the checks, from 0, and that of its rule in the file. */
    position: integer().notNull(),
    ruleIndex: integer().notNull(),
    /** The rule's name. */
    name: text().notNull(),
    /** A metric, or `concept:` or `absentCause:` and a concept's name. */
    subject: text().notNull(),
    /** threshold, minAbsoluteChange, minRelativeChange, unitsMin or causesMax. */
    bound: text().notNull(),
    /** Null: of the version as a whole. */
    layer: text(),
    clusterIndex: integer(),
    outcome: text({ enum: GATE_OUTCOMES }).notNull(),
    /** What was measured, with its 95 % interval; null where it could not be. */
    value: doublePrecision(),
    lower: doublePrecision(),
    upper: doublePrecision(),
    /** What it had to be. */
    required: doublePrecision().notNull(),
    /** What it rests on: explanations, neurons or images. */
    n: integer(),
    /** How it was decided, in a sentence. */
    reason: text().notNull(),
    /** The run that was measured; null for the version as a whole, or where there is none. */
    runId: whole().references(() => run.id),
  },
  // Read by decision, in order.
  (t) => [primaryKey({ columns: [t.gateRunId, t.position] })],
);
