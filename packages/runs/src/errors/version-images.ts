import {
  type PredictedImage,
  readClassOutputs,
  readPredictedDataset,
  readPredictedImages,
  type Store,
  type VersionDataset,
} from '@strata/db';
import { StrataError } from '@strata/domain';
import { type ClassNames, matchClasses } from './match-classes.ts';

export interface VersionImages {
  readonly dataset: VersionDataset;
  /** All of the dataset, ascending by place. */
  readonly images: readonly PredictedImage[];
  /** The class that each output means. */
  readonly names: ClassNames;
}

export interface VersionImagesOptions {
  readonly modelId: number;
  readonly modelVersionId: number;
  /** (output) the class that it means. Null: what the versions of the model show. */
  readonly classes: readonly string[] | null;
}

/**
 * The images that a version was explained on last, what it predicts for them, and what that means.
 * @throws StrataError BAD_CONFIG when none is predicted, or what outputs mean can't be told (`matchClasses`); StoreError
 */
export async function versionImages(
  store: Store,
  { modelId, modelVersionId, classes }: VersionImagesOptions,
): Promise<VersionImages> {
  const dataset = await readPredictedDataset(store, modelVersionId);
  if (!dataset) {
    throw new StrataError(
      'BAD_CONFIG',
      'Expected predictions of this version, found none. Explain it with its network ("strata explain --model …"), on a dataset with images.',
    );
  }
  const counts = await readClassOutputs(store, { modelId, probeDatasetId: dataset.id });
  const images = await readPredictedImages(store, { modelVersionId, probeDatasetId: dataset.id });
  const names = counts.length === 0 ? new Map<number, string>() : matchClasses(counts, { given: classes });
  return { dataset, images, names };
}
