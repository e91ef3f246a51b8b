import { integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, whole } from './columns.ts';
import { modelVersion } from './model-version.ts';

export const layer = pgTable(
  'layer',
  {
    id: identity(),
    modelVersionId: whole()
      .notNull()
      .references(() => modelVersion.id),
    name: text().notNull(),
    op: text(),
    unitCount: integer().notNull(),
    height: integer().notNull(),
    width: integer().notNull(),
  },
  // A tensor's name is unique inside a model.
  (t) => [unique().on(t.modelVersionId, t.name)],
);
