import { and, asc, eq, or, sql } from 'drizzle-orm';
import { clusterSample, explanation, formulaConcept, prediction, sample, sampleConcept } from '../../schema/index.ts';
import { type SampleRow, sampleColumns } from '../lists/sample-columns.ts';
import type { Store } from '../open-store.ts';
import { byIds } from './by-ids.ts';

export type PredictionRow = typeof prediction.$inferSelect;
export type ClusterSampleRow = Omit<typeof clusterSample.$inferSelect, 'bitmap' | 'formulaMask'> & {
  readonly sample: SampleRow;
};

/** The samples shown for these ranges, each range's by rank, without masks and pictures. */
export async function readClusterSamples(store: Store, clusterIds: readonly number[]): Promise<ClusterSampleRow[]> {
  const rows = await readShownSamples(store, clusterIds);
  return rows.map(({ shown, sample }) => ({ ...shown, sample }));
}

interface ShownSample {
  readonly shown: Omit<ClusterSampleRow, 'sample'>;
  readonly sample: SampleRow;
}

const readShownSamples = byIds<ShownSample>('samples of clusters', (db, ids) => {
  const { clusterId, rank, sampleId, bitmapPixels, formulaPixels, intersection } = clusterSample;
  return db
    .select({ shown: { clusterId, rank, sampleId, bitmapPixels, formulaPixels, intersection }, sample: sampleColumns })
    .from(clusterSample)
    .innerJoin(sample, eq(sample.id, sampleId))
    .where(sql`${clusterId} = ${ids}`)
    .orderBy(asc(rank));
});

export interface ConceptMaskRow {
  readonly clusterId: number;
  readonly sampleId: number;
  readonly conceptId: number;
  readonly pixels: number;
}

/** Which concepts of these ranges' formulas lie on the samples that they show, in the formula's order. */
export const readConceptMasks = byIds<ConceptMaskRow>('concept masks of clusters', (db, ids) => {
  const { sampleId, conceptId, pixels } = sampleConcept;
  return db
    .select({ clusterId: clusterSample.clusterId, sampleId, conceptId, pixels })
    .from(clusterSample)
    .innerJoin(explanation, eq(explanation.clusterId, clusterSample.clusterId))
    .innerJoin(formulaConcept, eq(formulaConcept.formulaId, explanation.formulaId))
    .innerJoin(
      sampleConcept,
      and(eq(sampleConcept.sampleId, clusterSample.sampleId), eq(sampleConcept.conceptId, formulaConcept.conceptId)),
    )
    .where(sql`${clusterSample.clusterId} = ${ids}`)
    .orderBy(asc(formulaConcept.position));
});

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
