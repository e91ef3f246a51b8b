import type { ProbeDataset } from '@strata/probe';
import { type Place, rememberPlace } from '../registry/registry.ts';
import type { ActivationsFrom } from './activations-from.ts';

/** Remembers where the inputs of a run lie, by the hashes under which the database knows them. */
export async function rememberInputs(
  { from, dataset, home }: { from: ActivationsFrom; dataset: ProbeDataset; home: string },
  contentSha256: string,
): Promise<void> {
  const { reading, root: path, format } = dataset;
  await rememberPlace(dataset.sha256, { ...reading, kind: 'dataset', path, format }, { home });
  await rememberPlace(contentSha256, placeOf(from), { home });
}

function placeOf(from: ActivationsFrom): Place {
  if ('recordingPath' in from) return { kind: 'recording', path: from.recordingPath };
  if (!('modelPath' in from)) return { kind: 'activations', path: from.activationsPath };
  const { modelPath: path, preprocessing, request, layoutCheck, provider } = from;
  return { kind: 'model', path, preprocessing, request: { ...request, layoutCheck }, provider };
}
