import { openProbeDataset, type ProbeDataset, type ProbeSample } from '@strata/probe';
import { picturesFolder } from '../explain/index-probe.ts';
import { findPlace } from '../registry/registry.ts';

export interface GroupedSamplesOptions {
  /** A regular expression that reads groups out of the names of images. Null: as the dataset was read when it was explained. */
  readonly groupBy: string | null;
  /** Folder with cache and registry. */
  readonly home: string;
  readonly signal?: AbortSignal | undefined;
}

/** A dataset's samples, with groups read out of their names where that is asked for. @throws what opening it throws */
export async function groupedSamples(
  { samples, sha256 }: Pick<ProbeDataset, 'samples' | 'sha256'>,
  { groupBy, home, signal }: GroupedSamplesOptions,
): Promise<readonly ProbeSample[]> {
  if (groupBy === null) return samples;
  const { path, kind: _, ...reading } = await findPlace('dataset', sha256, { home });
  const grouped = await openProbeDataset(path, { pictures: picturesFolder(home), ...reading, groupBy, signal });
  await grouped.close();
  return grouped.samples;
}
