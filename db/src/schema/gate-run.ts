import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { modelVersion } from './model-version.ts';

/** What a gate or one of its checks came to; an error of what was measured is never a pass. */
export const GATE_OUTCOMES = ['PASS', 'FAIL', 'COULD_NOT_JUDGE'] as const;

export type GateOutcome = (typeof GATE_OUTCOMES)[number];

/** One decision about a version by a file of rules. */
export const gateRun = pgTable(
  'gate_run',
  {
    id: identity(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    /** What it was compared with; null where no rule compares. */
    baselineVersionId: whole().references(() => modelVersion.id),
    outcome: text({ enum: GATE_OUTCOMES }).notNull(),
    /** The rules as they stood in their file, and the hash of that text. */
    rules: text().notNull(),
    rulesSha256: text('rules_sha256').notNull(),
    codeVersion: text().notNull(),
    /** Who asked: the key's name, or how else the caller came in. */
    actor: text().notNull(),
    decidedAt: moment().notNull().default(sql`now()`),
  },
  // A version's decisions, newest first; all of them, newest first.
  (t) => [
    index().on(t.modelVersionId, t.decidedAt, t.id),
    index().on(t.decidedAt, t.id),
    index().on(t.baselineVersionId),
  ],
);
