import { sql } from 'drizzle-orm';
import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { modelVersion } from './model-version.ts';

/** What somebody wanted remembered of a version; never changed. */
export const versionNote = pgTable(
  'version_note',
  {
    id: identity(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    text: text().notNull(),
    actor: text().notNull(),
    writtenAt: moment().notNull().default(sql`now()`),
  },
  // A version's notes, newest first.
  (t) => [index().on(t.modelVersionId, t.writtenAt, t.id)],
);
