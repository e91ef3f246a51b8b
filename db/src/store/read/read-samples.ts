import { and, asc, desc, eq, or, sql } from 'drizzle-orm';
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

export interface SampleMaskRow {
  readonly sampleId: number;
  readonly conceptId: number;
  readonly pixels: number;
}

/** Which concepts lie on these samples, as far as masks are kept; on each the largest first. */
export const readSampleMasks = byIds<SampleMaskRow>('concept masks of samples', (db, ids) => {
  const { sampleId, conceptId, pixels } = sampleConcept;
  return db
    .select({ sampleId, conceptId, pixels })
    .from(sampleConcept)
    .where(sql`${sampleId} = ${ids}`)
    .orderBy(desc(pixels), asc(conceptId));
});

/** The samples with a picture that stand next to one in its dataset; null at its ends. */
export interface PicturedNeighbours {
  readonly of: number;
  readonly previousId: number | null;
  readonly nextId: number | null;
}

/** Finds the neighbours of these samples, in one statement. */
export async function readPicturedNeighbours({ db }: Store, ids: readonly number[]): Promise<PicturedNeighbours[]> {
  const pictured = sql`from sample o where o.probe_dataset_id = s.probe_dataset_id and o.thumbnail is not null`;
  const { rows } = await db.execute(sql`
    select s.id::float8 as of,
      (select o.id ${pictured} and o.sample_index < s.sample_index order by o.sample_index desc limit 1)::float8 as "previousId",
      (select o.id ${pictured} and o.sample_index > s.sample_index order by o.sample_index limit 1)::float8 as "nextId"
    from sample s where s.id = any(${sql.param([...ids])}::bigint[])`);
  return rows as unknown as PicturedNeighbours[];
}

/** The samples of these numbers in their datasets. */
export function readSamplesByIndex(
  { db }: Store,
  keys: readonly Pick<SampleRow, 'probeDatasetId' | 'sampleIndex'>[],
): Promise<SampleRow[]> {
  const wanted = keys.map(({ probeDatasetId, sampleIndex }) =>
    and(eq(sample.probeDatasetId, probeDatasetId), eq(sample.sampleIndex, sampleIndex)),
  );
  return db
    .select(sampleColumns)
    .from(sample)
    .where(or(...wanted));
}
