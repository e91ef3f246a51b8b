import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { errorAnalysis, errorEdit, errorRange, errorSlice, errorSliceSample } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

type Analysis = Omit<typeof errorAnalysis.$inferInsert, 'id' | 'createdAt'>;
type Slice = Omit<typeof errorSlice.$inferInsert, 'errorAnalysisId' | 'position'>;
type SliceSample = Omit<typeof errorSliceSample.$inferInsert, 'errorAnalysisId' | 'position' | 'rank'>;
export type ErrorEditRecord = Omit<typeof errorEdit.$inferInsert, 'errorAnalysisId'>;
export type ErrorRangeRecord = Omit<typeof errorRange.$inferInsert, 'errorAnalysisId'>;

export interface ErrorAnalysisRecord extends Analysis {
  /** In the order found. */
  readonly slices: readonly (Slice & { readonly samples: readonly SliceSample[] })[];
  readonly ranges: readonly ErrorRangeRecord[];
  /** Default none. */
  readonly edits?: readonly ErrorEditRecord[];
}

/** Stores what errors go with, whole, in place of an earlier answer to the same question. @throws StoreError */
export async function writeErrorAnalysis(
  store: Store,
  { slices, ranges, edits = [], ...analysis }: ErrorAnalysisRecord,
): Promise<void> {
  await orStoreError(`Writing the errors of version ${analysis.modelVersionId}`, () =>
    store.db.transaction(async (tx) => {
      await tx
        .delete(errorAnalysis)
        .where(
          and(
            eq(errorAnalysis.modelVersionId, analysis.modelVersionId),
            eq(errorAnalysis.probeDatasetId, analysis.probeDatasetId),
            isSame(errorAnalysis.className, analysis.className ?? null),
            isSame(errorAnalysis.predictedName, analysis.predictedName ?? null),
          ),
        );
      const [written] = await tx.insert(errorAnalysis).values(analysis).returning({ id: errorAnalysis.id });
      const errorAnalysisId = written?.id as number;
      for (const [at, { samples, ...slice }] of slices.entries()) {
        const place = { errorAnalysisId, position: at + 1 };
        await tx.insert(errorSlice).values({ ...slice, ...place });
        if (samples.length === 0) continue;
        await tx.insert(errorSliceSample).values(samples.map((sample, rank) => ({ ...sample, ...place, rank })));
      }
      if (edits.length > 0) await tx.insert(errorEdit).values(edits.map((edit) => ({ ...edit, errorAnalysisId })));
      if (ranges.length > 0) await tx.insert(errorRange).values(ranges.map((range) => ({ ...range, errorAnalysisId })));
    }),
  );
}

function isSame(column: PgColumn, value: string | null): SQL {
  return value === null ? isNull(column) : eq(column, value);
}
