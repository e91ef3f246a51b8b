import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { bytea, identity, moment } from './columns.ts';

/**
 * A browser that was sent to the OpenID provider and has not come back: good for one return. Its state, nonce and code
 * verifier follow from the browser's cookie, so that nothing here helps whoever reads the table.
 */
export const signIn = pgTable(
  'sign_in',
  {
    id: identity(),
    /** The part of the cookie that finds its row; not secret. */
    lookup: text().notNull().unique(),
    secretSha256: bytea('secret_sha256').notNull(),
    /** The page to go on to, as a path. */
    next: text().notNull(),
    createdAt: moment().notNull().default(sql`now()`),
    expiresAt: moment().notNull(),
  },
  // What has expired is looked for to be removed.
  (t) => [index().on(t.expiresAt)],
);
