import { sql } from 'drizzle-orm';
import { check, index, pgTable, text } from 'drizzle-orm/pg-core';
import { apiKey } from './api-key.ts';
import { bytea, identity, moment, whole } from './columns.ts';
import { person } from './person.ts';

/**
 * A browser that signed in, with a key or as a person: ends by signing out, by time, when it is told to, or with its key.
 */
export const session = pgTable(
  'session',
  {
    id: identity(),
    /** The part of the cookie that finds its row; not secret. */
    lookup: text().notNull().unique(),
    /** SHA-256 of the secret part, as of keys. */
    secretSha256: bytea('secret_sha256').notNull(),
    apiKeyId: whole().references(() => apiKey.id),
    personId: whole().references(() => person.id),
    /** The provider's name for its own session, which it says when that ends; null where it says none. */
    providerSession: text(),
    createdAt: moment().notNull().default(sql`now()`),
    expiresAt: moment().notNull(),
  },
  (t) => [
    // What has expired is looked for to be removed.
    index().on(t.expiresAt),
    // All of a person's sessions end together.
    index().on(t.personId),
    check('session_owner', sql`num_nonnulls(${t.apiKeyId}, ${t.personId}) = 1`),
  ],
);
