import { sql } from 'drizzle-orm';
import { boolean, doublePrecision, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { identity, moment, whole } from './columns.ts';
import { model } from './model.ts';

export const modelVersion = pgTable(
  'model_version',
  {
    id: identity(),
    modelId: whole()
      .notNull()
      .references(() => model.id),
    sequence: integer().notNull(),
    label: text().notNull(),
    source: text({ enum: ['ONNX', 'ACTIVATIONS'] }).notNull(),
    contentSha256: text('content_sha256').notNull(),
    accuracy: doublePrecision(),
    isBaseline: boolean().notNull().default(false),
    /**
     * Versions of one training run share their units: neuron 7 is the same one in all; elsewhere numbers mean nothing. Null in
     * rows that are older: the model's name.
     */
    trainingRun: text(),
    createdAt: moment().notNull().default(sql`now()`),
  },
  // A label names one content; the sequence orders trends and must have no ties.
  (t) => [unique().on(t.modelId, t.label), unique().on(t.modelId, t.sequence)],
);
