import type { ProbeDataset } from '@strata/probe';
import type { ActivationsFrom } from '../explain/activations-from.ts';
import { rememberPlace } from './registry.ts';

/** Remembers where the inputs of a run lie, by the hashes under which the database knows them. */
export async function rememberInputs(
  { from, dataset }: { from: ActivationsFrom; dataset: ProbeDataset },
  contentSha256: string,
): Promise<void> {
  await rememberPlace(dataset.sha256, {
    ...dataset.reading,
    kind: 'dataset',
    path: dataset.root,
    format: dataset.format,
  });
  await rememberPlace(
    contentSha256,
    'modelPath' in from
      ? { kind: 'model', path: from.modelPath, preprocessing: from.preprocessing, request: from.request ?? {} }
      : { kind: 'activations', path: from.activationsPath },
  );
}
