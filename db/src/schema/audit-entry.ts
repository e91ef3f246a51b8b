import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { apiKey } from './api-key.ts';
import { identity, moment, whole } from './columns.ts';
import { person } from './person.ts';

/** One thing that somebody changed, or tried to. */
export const auditEntry = pgTable(
  'audit_entry',
  {
    id: identity(),
    at: moment().notNull().default(sql`now()`),
    /** Null with `personId`: the server was open, and nobody had to say who they are. */
    apiKeyId: whole().references(() => apiKey.id),
    personId: whole().references(() => person.id),
    /** The key's or the person's name at the time, or how else the caller came in. */
    actor: text().notNull(),
    /** The provider's own name for the person: names can be chosen, and two people can have one. Null for keys. */
    subject: text(),
    role: text().notNull(),
    operation: text().notNull(),
    /** What it was done to, as a global id. */
    target: text(),
    /** OK, or the name of the error; STARTED while it is under way, and for ever when the server ended in the middle. */
    outcome: text().notNull(),
    requestId: text(),
  },
  (t) => [index().on(t.at, t.id)],
);
