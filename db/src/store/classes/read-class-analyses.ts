import { asc, desc, eq, inArray } from 'drizzle-orm';
import { classAnalysis, classPrediction, classRange, layer, run } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';

export interface ClassAnalysisRow extends Readonly<typeof classAnalysis.$inferSelect> {
  readonly modelVersionId: number;
  readonly layerName: string;
}
export type ClassPredictionRow = typeof classPrediction.$inferSelect;
export type ClassRangeRow = typeof classRange.$inferSelect;

/** What was asked of the classes of these versions, the newest run first. */
export async function readClassAnalyses(
  { db }: Store,
  modelVersionIds: readonly number[],
): Promise<ClassAnalysisRow[]> {
  const rows = await db
    .select({ analysis: classAnalysis, modelVersionId: layer.modelVersionId, layerName: layer.name })
    .from(classAnalysis)
    .innerJoin(run, eq(run.id, classAnalysis.runId))
    .innerJoin(layer, eq(layer.id, run.layerId))
    .where(inArray(layer.modelVersionId, [...modelVersionIds]))
    .orderBy(desc(classAnalysis.runId));
  return rows.map(({ analysis, ...place }) => ({ ...analysis, ...place }));
}

/** The confusion matrices of these analyses, by class, then by what its images are taken for. */
export function readClassPredictions(
  { db }: Store,
  classAnalysisIds: readonly number[],
): Promise<ClassPredictionRow[]> {
  return db
    .select()
    .from(classPrediction)
    .where(inArray(classPrediction.classAnalysisId, [...classAnalysisIds]))
    .orderBy(asc(classPrediction.className), asc(classPrediction.predictedName));
}

/** The ranges of these analyses by class: those that carry it first, then those that break most beyond their control. */
export function readClassRanges({ db }: Store, classAnalysisIds: readonly number[]): Promise<ClassRangeRow[]> {
  return db
    .select()
    .from(classRange)
    .where(inArray(classRange.classAnalysisId, [...classAnalysisIds]))
    .orderBy(asc(classRange.className), asc(classRange.role), desc(classRange.effect), asc(classRange.clusterId));
}
