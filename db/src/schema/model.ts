import { sql } from 'drizzle-orm';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { identity, moment } from './columns.ts';

export const model = pgTable('model', {
  id: identity(),
  // Unique: people name models on the command line.
  name: text().notNull().unique(),
  createdAt: moment().notNull().default(sql`now()`),
});
