import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { classAnalysis } from './class-analysis.ts';
import { whole } from './columns.ts';

/** A cell of a confusion matrix: images of a class that are taken for another, or rightly named. */
export const classPrediction = pgTable(
  'class_prediction',
  {
    classAnalysisId: whole()
      .notNull()
      .references(() => classAnalysis.id, { onDelete: 'cascade' }),
    className: text().notNull(),
    /** Empty: an output that stands for no class of the dataset. */
    predictedName: text().notNull(),
    imageCount: integer().notNull(),
  },
  // Read with their analysis.
  (t) => [primaryKey({ columns: [t.classAnalysisId, t.className, t.predictedName] })],
);
