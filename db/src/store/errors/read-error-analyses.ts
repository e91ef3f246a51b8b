import { asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { errorAnalysis, errorEdit, errorRange, errorSlice, errorSliceSample, sample } from '../../schema/index.ts';
import { type SampleRow, sampleColumns } from '../lists/sample-columns.ts';
import type { Store } from '../open-store.ts';

export type ErrorAnalysisRow = typeof errorAnalysis.$inferSelect;
export type ErrorSliceRow = typeof errorSlice.$inferSelect;
export type ErrorRangeRow = typeof errorRange.$inferSelect;
export type ErrorEditRow = typeof errorEdit.$inferSelect;
export type ErrorSliceSampleRow = typeof errorSliceSample.$inferSelect & { readonly sample: SampleRow };

/** What was asked of these versions' errors, the widest question first: all classes, a class, a confusion; then by name. */
export function readErrorAnalyses({ db }: Store, modelVersionIds: readonly number[]): Promise<ErrorAnalysisRow[]> {
  const { className, predictedName, modelVersionId, id } = errorAnalysis;
  return db
    .select()
    .from(errorAnalysis)
    .where(inArray(modelVersionId, [...modelVersionIds]))
    .orderBy(
      sql`${className} nulls first`,
      sql`${predictedName} nulls first`,
      desc(errorAnalysis.probeDatasetId),
      asc(id),
    );
}

/** The slices of these analyses, in the order found. */
export function readErrorSlices({ db }: Store, errorAnalysisIds: readonly number[]): Promise<ErrorSliceRow[]> {
  return db
    .select()
    .from(errorSlice)
    .where(inArray(errorSlice.errorAnalysisId, [...errorAnalysisIds]))
    .orderBy(asc(errorSlice.position));
}

/** The images shown of all slices of these analyses, each slice's by rank. */
export async function readErrorSliceSamples(
  { db }: Store,
  errorAnalysisIds: readonly number[],
): Promise<ErrorSliceSampleRow[]> {
  const rows = await db
    .select({ shown: errorSliceSample, sample: sampleColumns })
    .from(errorSliceSample)
    .innerJoin(sample, eq(sample.id, errorSliceSample.sampleId))
    .where(inArray(errorSliceSample.errorAnalysisId, [...errorAnalysisIds]))
    .orderBy(asc(errorSliceSample.position), asc(errorSliceSample.rank));
  return rows.map(({ shown, sample: own }) => ({ ...shown, sample: own }));
}

/** The ranges of these analyses: causes first, then those that mend most beyond their control. */
export function readErrorRanges({ db }: Store, errorAnalysisIds: readonly number[]): Promise<ErrorRangeRow[]> {
  return db
    .select()
    .from(errorRange)
    .where(inArray(errorRange.errorAnalysisId, [...errorAnalysisIds]))
    .orderBy(asc(errorRange.role), desc(errorRange.effect), asc(errorRange.clusterId), asc(errorRange.intervention));
}

/** The concept edits of these analyses: causes first, then those that change most beyond their control. */
export function readErrorEdits({ db }: Store, errorAnalysisIds: readonly number[]): Promise<ErrorEditRow[]> {
  return db
    .select()
    .from(errorEdit)
    .where(inArray(errorEdit.errorAnalysisId, [...errorAnalysisIds]))
    .orderBy(
      asc(errorEdit.role),
      desc(errorEdit.effect),
      asc(errorEdit.concept),
      asc(errorEdit.edit),
      asc(errorEdit.direction),
    );
}
