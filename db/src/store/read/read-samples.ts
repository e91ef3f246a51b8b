import { and, asc, eq, inArray, or } from 'drizzle-orm';
import { clusterSample, prediction, sample } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';
import { type SampleRow, sampleColumns } from './sample-columns.ts';

export type PredictionRow = typeof prediction.$inferSelect;
export type ClusterSampleRow = Omit<typeof clusterSample.$inferSelect, 'bitmap' | 'formulaMask'> & {
  readonly sample: SampleRow;
};

/** The samples shown for these ranges, each range's by rank, without masks and pictures. */
export async function readClusterSamples({ db }: Store, clusterIds: readonly number[]): Promise<ClusterSampleRow[]> {
  const { clusterId, rank, sampleId, bitmapPixels, formulaPixels, intersection } = clusterSample;
  const rows = await db
    .select({ shown: { clusterId, rank, sampleId, bitmapPixels, formulaPixels, intersection }, sample: sampleColumns })
    .from(clusterSample)
    .innerJoin(sample, eq(sample.id, clusterSample.sampleId))
    .where(inArray(clusterSample.clusterId, [...clusterIds]))
    .orderBy(asc(clusterSample.rank));
  return rows.map(({ shown, sample }) => ({ ...shown, sample }));
}

/** What these versions predicted for these samples. */
export function readPredictions(
  { db }: Store,
  keys: readonly { readonly sampleId: number; readonly modelVersionId: number }[],
): Promise<PredictionRow[]> {
  const wanted = keys.map(({ sampleId, modelVersionId }) =>
    and(eq(prediction.sampleId, sampleId), eq(prediction.modelVersionId, modelVersionId)),
  );
  return db
    .select()
    .from(prediction)
    .where(or(...wanted));
}
