import { hashFile, openActivations, recordActivations } from '@strata/compute';
import type { Preprocessing } from '@strata/onnx';
import type { ProbeDataset } from '@strata/probe';
import type { ProgressLine } from '../progress/progress.ts';

/** Where a layer's activations come from: a model to run, or a `.npy` file (unit, sample, height, width). */
export type ActivationsFrom =
  | { readonly modelPath: string; readonly preprocessing: Preprocessing }
  | { readonly activationsPath: string };

/** A layer's activations in a file, with what is to be stored about their origin. */
export interface ReadyActivations {
  readonly path: string;
  readonly unitCount: number;
  readonly sampleCount: number;
  readonly height: number;
  readonly width: number;
  readonly source: 'ONNX' | 'ACTIVATIONS';
  /** Of the model, or of the file handed in. */
  readonly contentSha256: string;
  /** Identity of the values: changes with the model, the layer, the dataset and the preprocessing. */
  readonly key: string;
  /** The operator that makes the layer, where a model is known. */
  readonly op: string | null;
  /** (sample) predicted classes, where a model classifies. */
  readonly predictions: Int32Array | null;
}

export interface ActivationsRequest {
  readonly from: ActivationsFrom;
  readonly layer: string;
  readonly dataset: ProbeDataset;
  readonly cacheDir: string;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress: (label: string, unit: string) => ProgressLine;
}

/**
 * Runs the model on the samples, or finds its activations in the cache, or opens the file handed in.
 * @throws StrataError when the model, an image or the file can't be used
 */
export async function readyActivations(request: ActivationsRequest): Promise<ReadyActivations> {
  const { from } = request;
  if ('modelPath' in from) return recorded(from, request);
  // The header first: a file that can't be used need not be hashed.
  const shape = shapeOf(from.activationsPath);
  const contentSha256 = await hashFile(from.activationsPath);
  return {
    ...shape,
    source: 'ACTIVATIONS',
    contentSha256,
    key: contentSha256,
    op: null,
    predictions: null,
  };
}

async function recorded(
  { modelPath, preprocessing }: Extract<ActivationsFrom, { modelPath: string }>,
  { layer, dataset, cacheDir, threads, signal, progress }: ActivationsRequest,
): Promise<ReadyActivations> {
  const running = progress('activations', 'samples');
  const { path, key, modelSha256, op, predictions, reused } = await recordActivations({
    modelPath,
    layer,
    preprocessing,
    samples: dataset.samples,
    datasetSha256: dataset.sha256,
    cacheDir,
    threads,
    signal,
    onProgress: running.update,
  });
  running.end(reused ? 'read from the cache' : undefined);
  return { ...shapeOf(path), source: 'ONNX', contentSha256: modelSha256, key, op, predictions };
}

function shapeOf(path: string) {
  const { units, samples, height, width, close } = openActivations(path);
  close();
  return { path, unitCount: units, sampleCount: samples, height, width };
}
