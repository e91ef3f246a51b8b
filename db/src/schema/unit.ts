import { integer, pgTable, unique } from 'drizzle-orm/pg-core';
import { identity, whole } from './columns.ts';
import { layer } from './layer.ts';

export const unit = pgTable(
  'unit',
  {
    id: identity(),
    layerId: whole()
      .notNull()
      .references(() => layer.id),
    unitIndex: integer().notNull(),
  },
  // Also walks to the previous and the next unit.
  (t) => [unique().on(t.layerId, t.unitIndex)],
);
