import { and, asc, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { layer, modelVersion, prediction, probeDataset, run, sample } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { orStoreError } from '../store-failure.ts';

/** A dataset that some run of a version was made on. */
export interface VersionDataset {
  readonly id: number;
  readonly name: string;
  readonly sha256: string;
}

/** The dataset of a version's newest run whose images have its predictions; null where none have. @throws StoreError */
export function readPredictedDataset({ db }: Store, modelVersionId: number): Promise<VersionDataset | null> {
  return orStoreError(`Reading the datasets of version ${modelVersionId}`, async () => {
    const [found] = await db
      .select({ id: probeDataset.id, name: probeDataset.name, sha256: probeDataset.sha256 })
      .from(run)
      .innerJoin(layer, eq(layer.id, run.layerId))
      .innerJoin(probeDataset, eq(probeDataset.id, run.probeDatasetId))
      .where(
        and(
          eq(layer.modelVersionId, modelVersionId),
          sql`exists (select 1 from ${sample} join ${prediction} on ${prediction.sampleId} = ${sample.id}
            where ${sample.probeDatasetId} = ${probeDataset.id} and ${prediction.modelVersionId} = ${modelVersionId})`,
        ),
      )
      .orderBy(desc(run.id))
      .limit(1);
    return found ?? null;
  });
}

/** An image of a dataset, its class, and the output that a version chose for it. */
export interface PredictedImage {
  readonly sampleId: number;
  readonly sampleIndex: number;
  /** Null: the dataset names none. */
  readonly className: string | null;
  /** Null: not predicted. */
  readonly classIndex: number | null;
}

export interface VersionOnDataset {
  readonly modelVersionId: number;
  readonly probeDatasetId: number;
}

/** A dataset's images in order, with what a version predicts for each. @throws StoreError when the database fails */
export function readPredictedImages(
  { db }: Store,
  { modelVersionId, probeDatasetId }: VersionOnDataset,
): Promise<PredictedImage[]> {
  return orStoreError(`Reading the predictions of version ${modelVersionId}`, () =>
    db
      .select({
        sampleId: sample.id,
        sampleIndex: sample.sampleIndex,
        className: sample.className,
        classIndex: prediction.classIndex,
      })
      .from(sample)
      .leftJoin(prediction, and(eq(prediction.sampleId, sample.id), eq(prediction.modelVersionId, modelVersionId)))
      .where(eq(sample.probeDatasetId, probeDatasetId))
      .orderBy(asc(sample.sampleIndex)),
  );
}

/** How many images of a class a version gives an output. */
export interface ClassOutputCount {
  readonly modelVersionId: number;
  readonly className: string;
  readonly classIndex: number;
  readonly images: number;
}

/** Which outputs all versions of a model give the classes of a dataset. @throws StoreError when the database fails */
export function readClassOutputs(
  { db }: Store,
  { modelId, probeDatasetId }: { readonly modelId: number; readonly probeDatasetId: number },
): Promise<ClassOutputCount[]> {
  return orStoreError(`Reading what the versions of model ${modelId} predict`, () =>
    db
      .select({
        modelVersionId: prediction.modelVersionId,
        className: sql<string>`${sample.className}`,
        classIndex: prediction.classIndex,
        images: sql<number>`count(*)::int`,
      })
      .from(prediction)
      .innerJoin(sample, eq(sample.id, prediction.sampleId))
      .innerJoin(modelVersion, eq(modelVersion.id, prediction.modelVersionId))
      .where(
        and(eq(modelVersion.modelId, modelId), eq(sample.probeDatasetId, probeDatasetId), isNotNull(sample.className)),
      )
      .groupBy(prediction.modelVersionId, sample.className, prediction.classIndex)
      .orderBy(asc(prediction.modelVersionId), asc(sample.className), asc(prediction.classIndex)),
  );
}
