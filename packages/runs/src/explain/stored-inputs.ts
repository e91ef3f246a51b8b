import type { ExplainConfig } from '@strata/compute';
import { StrataError } from '@strata/domain';
import type { CacheUse } from '@strata/files';
import type { Preprocessing } from '@strata/onnx';
import type { CellIndex, ProbeDataset } from '@strata/probe';
import type { StartProgress } from '../progress.ts';
import { findModel, findPlace, type KeptLayout } from '../registry/registry.ts';
import type { ActivationsFrom } from './activations-from.ts';
import { indexProbe } from './index-probe.ts';
import { type ReadyLayer, readyLayers } from './ready-layers.ts';

/** The inputs of a run as the database knows them. */
export interface InputHashes {
  readonly datasetSha256: string;
  readonly contentSha256: string;
  readonly source: 'ONNX' | 'ACTIVATIONS';
  readonly layerName: string;
  /** Null: not known. */
  readonly preprocessing: Preprocessing | null;
  /** Null: as the model was explained last. */
  readonly layout: KeptLayout | null;
  readonly config: ExplainConfig;
}

export interface StoredInputsOptions {
  /** Folder with cache and registry. */
  readonly home: string;
  readonly use: CacheUse;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress: StartProgress;
}

export interface StoredInputs extends ReadyLayer {
  readonly dataset: ProbeDataset;
  readonly index: CellIndex;
  /** Null where they were not looked for. */
  readonly nearDuplicates: number | null;
  readonly indexMs: number;
  readonly activationsMs: number;
}

/**
 * Finds the inputs of a run on this machine, by their hashes, and runs the network unless its activations are in the cache.
 * @throws StrataError SETUP_FAILED when an input is not known here or has changed, and any of the inputs' own
 */
export async function openStoredInputs(
  { datasetSha256, contentSha256, source, layerName, preprocessing, layout, config }: InputHashes,
  { home, use, threads, signal, progress }: StoredInputsOptions,
): Promise<StoredInputs> {
  const { path: root, kind: _, ...reading } = await findPlace('dataset', datasetSha256, { home });
  const started = performance.now();
  const { dataset, index, nearDuplicates } = await indexProbe(root, { ...reading, use, signal, home, progress });
  requireSame(dataset.sha256, { expected: datasetSha256, path: root });
  const indexMs = performance.now() - started;
  const from = await sourceOf({ source, contentSha256, preprocessing, layout }, home);
  const recording = performance.now();
  const layers = [layerName];
  const [ready] = await readyLayers({ dataset, index, from, layers, config, home, use, threads, signal, progress });
  if (!ready) throw new Error(`No activations of ${layerName}.`);
  const activationsMs = performance.now() - recording;
  requireSame(ready.activations.contentSha256, { expected: contentSha256, path: pathOf(from) });
  return { ...ready, dataset, index, nearDuplicates, indexMs, activationsMs };
}

async function sourceOf(
  {
    source,
    contentSha256,
    preprocessing,
    layout,
  }: Pick<InputHashes, 'source' | 'contentSha256' | 'preprocessing' | 'layout'>,
  home: string,
): Promise<ActivationsFrom> {
  if (source === 'ACTIVATIONS') {
    const { kind, path } = await findPlace('activations', contentSha256, { home });
    return kind === 'recording' ? { recordingPath: path } : { activationsPath: path };
  }
  const place = await findModel(contentSha256, { home, preprocessing });
  const { layoutCheck, ...request } = layout ?? place.request;
  const { path: modelPath, preprocessing: fed, provider } = place;
  return { modelPath, preprocessing: fed, request, layoutCheck, provider };
}

function pathOf(from: ActivationsFrom): string {
  if ('modelPath' in from) return from.modelPath;
  return 'recordingPath' in from ? from.recordingPath : from.activationsPath;
}

function requireSame(came: string, { expected, path }: { expected: string; path: string }): void {
  if (came === expected) return;
  throw new StrataError(
    'SETUP_FAILED',
    `${path}: expected content of sha256 ${expected.slice(0, 12)}…, found ${came.slice(0, 12)}…: it has changed since it was explained. Put the original back, or explain it under a new name.`,
    { context: { file: path } },
  );
}
