import { sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { identity, moment } from './columns.ts';

export const probeDataset = pgTable('probe_dataset', {
  id: identity(),
  name: text().notNull(),
  format: text().notNull(),
  // Unique: the content decides whether two folders are the same dataset, not their names.
  sha256: text().notNull().unique(),
  sampleCount: integer().notNull(),
  maskHeight: integer().notNull(),
  maskWidth: integer().notNull(),
  conceptCount: integer().notNull(),
  cellCount: integer().notNull(),
  // Null: no groups are named, and each image is one of its own; of older rows not known.
  groupCount: integer(),
  // Null: not looked for.
  nearDuplicates: integer(),
  createdAt: moment().notNull().default(sql`now()`),
});
