import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, identity, moment } from './columns.ts';

/** What a key may do: each role may do all that those before it may. */
export const ROLES = ['VIEWER', 'REVIEWER', 'ADMIN'] as const;
export type Role = (typeof ROLES)[number];

export const apiKey = pgTable(
  'api_key',
  {
    id: identity(),
    /** The part of the key that finds its row; not secret. Unique: a key is one row. */
    lookup: text().notNull().unique(),
    /**
     * SHA-256 of the secret part. The secret is 256 random bits, so there is nothing to guess and no slow hash is needed:
     * one would only let callers without a key keep the processor busy.
     */
    secretSha256: bytea('secret_sha256').notNull(),
    role: text({ enum: ROLES }).notNull(),
    /** What people call it; the audit says it. */
    name: text().notNull(),
    createdAt: moment().notNull().default(sql`now()`),
    /** To the minute. */
    lastUsedAt: moment(),
    revokedAt: moment(),
  },
  // People name keys on the command line.
  (t) => [index().on(t.name)],
);
