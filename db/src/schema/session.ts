import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { apiKey } from './api-key.ts';
import { bytea, identity, moment, whole } from './columns.ts';

/** A browser that signed in with a key: ends by signing out, by time, or with its key. */
export const session = pgTable(
  'session',
  {
    id: identity(),
    /** The part of the cookie that finds its row; not secret. */
    lookup: text().notNull().unique(),
    /** SHA-256 of the secret part, as of keys. */
    secretSha256: bytea('secret_sha256').notNull(),
    apiKeyId: whole()
      .notNull()
      .references(() => apiKey.id),
    createdAt: moment().notNull().default(sql`now()`),
    expiresAt: moment().notNull(),
  },
  // What has expired is looked for to be removed.
  (t) => [index().on(t.expiresAt)],
);
