import { index, integer, pgTable, unique } from 'drizzle-orm/pg-core';
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
  // The first also walks to the previous and the next unit; the second lists units of all layers.
  (t) => [unique().on(t.layerId, t.unitIndex), index().on(t.unitIndex, t.id)],
);
