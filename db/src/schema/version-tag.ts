import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { model } from './model.ts';
import { modelVersion } from './model-version.ts';

/** What a version stands for, such as `production`: a tag is on one version of a model at a time. */
export const versionTag = pgTable(
  'version_tag',
  {
    id: identity(),
    modelId: whole()
      .notNull()
      .references(() => model.id),
    name: text().notNull(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    /** Who put it there. */
    actor: text().notNull(),
    setAt: moment().notNull().default(sql`now()`),
    /** When it was moved or taken away; null: it is there. What was is kept. */
    endedAt: moment(),
  },
  (t) => [
    uniqueIndex('version_tag_current_index').on(t.modelId, t.name).where(sql`${t.endedAt} is null`),
    index().on(t.modelVersionId, t.name),
    // A tag's history, newest first.
    index().on(t.modelId, t.setAt, t.id),
  ],
);
