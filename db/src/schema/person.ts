import { sql } from 'drizzle-orm';
import { pgTable, text, unique } from 'drizzle-orm/pg-core';
import { ROLES } from './api-key.ts';
import { identity, moment } from './columns.ts';

/** Somebody who signed in with OpenID Connect. Whoever they are is what the provider says: issuer and subject together. */
export const person = pgTable(
  'person',
  {
    id: identity(),
    issuer: text().notNull(),
    /** The provider's own name for them, which never becomes somebody else's. */
    subject: text().notNull(),
    /** What people call them, as of the last time they signed in; the audit says it. */
    name: text().notNull(),
    /** What their groups gave them when they last signed in: it holds for all their sessions. */
    role: text({ enum: ROLES }).notNull(),
    createdAt: moment().notNull().default(sql`now()`),
    signedInAt: moment().notNull().default(sql`now()`),
  },
  (t) => [unique().on(t.issuer, t.subject)],
);
