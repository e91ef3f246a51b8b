import { eq } from 'drizzle-orm';
import { layer, model, modelVersion, probeDataset, run } from '../../schema/index.ts';
import type { Store } from '../open-store.ts';

/** What it takes to find the inputs of a run again, in names and hashes. */
export interface StoredRunInputs {
  readonly run: typeof run.$inferSelect;
  readonly layerName: string;
  readonly modelName: string;
  readonly versionLabel: string;
  readonly source: 'ONNX' | 'ACTIVATIONS';
  readonly contentSha256: string;
  readonly datasetSha256: string;
}

/** Reads what a run was made of; null when there is no such run. */
export async function readRunInputs({ db }: Store, runId: number): Promise<StoredRunInputs | null> {
  const [row] = await db
    .select({
      run,
      layerName: layer.name,
      modelName: model.name,
      versionLabel: modelVersion.label,
      source: modelVersion.source,
      contentSha256: modelVersion.contentSha256,
      datasetSha256: probeDataset.sha256,
    })
    .from(run)
    .innerJoin(layer, eq(layer.id, run.layerId))
    .innerJoin(modelVersion, eq(modelVersion.id, layer.modelVersionId))
    .innerJoin(model, eq(model.id, modelVersion.modelId))
    .innerJoin(probeDataset, eq(probeDataset.id, run.probeDatasetId))
    .where(eq(run.id, runId));
  return row ?? null;
}
