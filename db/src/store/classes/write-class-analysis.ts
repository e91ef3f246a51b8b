import { eq } from 'drizzle-orm';
import { classAnalysis, classPrediction, classRange } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

type Analysis = Omit<typeof classAnalysis.$inferInsert, 'id' | 'createdAt'>;
type Prediction = Omit<typeof classPrediction.$inferInsert, 'classAnalysisId'>;
type Range = Omit<typeof classRange.$inferInsert, 'classAnalysisId'>;

export interface ClassAnalysisRecord extends Analysis {
  readonly predictions: readonly Prediction[];
  readonly ranges: readonly Range[];
}

/** Stores which ranges carry the classes of a run, whole, in place of an earlier answer. @throws StoreError */
export async function writeClassAnalysis(
  store: Store,
  { predictions, ranges, ...analysis }: ClassAnalysisRecord,
): Promise<void> {
  await orStoreError(`Writing the classes of run ${analysis.runId}`, () =>
    store.db.transaction(async (tx) => {
      await tx.delete(classAnalysis).where(eq(classAnalysis.runId, analysis.runId));
      const [written] = await tx.insert(classAnalysis).values(analysis).returning({ id: classAnalysis.id });
      const classAnalysisId = written?.id as number;
      if (predictions.length > 0) {
        await tx.insert(classPrediction).values(predictions.map((cell) => ({ ...cell, classAnalysisId })));
      }
      if (ranges.length > 0) await tx.insert(classRange).values(ranges.map((range) => ({ ...range, classAnalysisId })));
    }),
  );
}
