import { hashFile, openActivations, recordActivations } from '@strata/compute';
import type { LayoutRequest, Preprocessing } from '@strata/onnx';
import type { CacheUse, ProbeDataset } from '@strata/probe';
import type { ProgressLine } from '../progress/progress.ts';

/** Where a layer's activations come from: a model to run, or a `.npy` file (unit, sample, height, width). */
export type ActivationsFrom =
  | {
      readonly modelPath: string;
      readonly preprocessing: Preprocessing;
      /** How the layers' dimensions are meant; default inferred for each. */
      readonly request?: LayoutRequest;
      /** Make sure that layers change where an image does. Default true. */
      readonly layoutCheck?: boolean | undefined;
    }
  | { readonly activationsPath: string };

/** A layer's activations in a file, with what is to be stored about their origin. */
export interface ReadyActivations {
  readonly layer: string;
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
  /** One for a file of activations. */
  readonly layers: readonly string[];
  readonly dataset: ProbeDataset;
  readonly cacheDir: string;
  /** Holds what is used of the cache. Default not held. */
  readonly use?: CacheUse | undefined;
  readonly threads: number;
  readonly signal?: AbortSignal | undefined;
  readonly progress: (label: string, unit: string) => ProgressLine;
}

/**
 * Runs the model on the samples, once for all layers, or finds their activations in the cache, or opens the file handed
 * in; in the order of the layers.
 * @throws StrataError when the model, an image or the file can't be used
 */
export async function readyActivations(request: ActivationsRequest): Promise<ReadyActivations[]> {
  const { from, layers } = request;
  if ('modelPath' in from) return recorded(from, request);
  // The header first: a file that can't be used need not be hashed.
  const shape = shapeOf(from.activationsPath);
  const contentSha256 = await hashFile(from.activationsPath);
  const origin = { source: 'ACTIVATIONS', contentSha256, key: contentSha256, op: null, predictions: null } as const;
  return layers.map((layer) => ({ layer, ...shape, ...origin }));
}

async function recorded(
  { modelPath, preprocessing, request, layoutCheck }: Extract<ActivationsFrom, { modelPath: string }>,
  { layers, dataset, cacheDir, use, threads, signal, progress }: ActivationsRequest,
): Promise<ReadyActivations[]> {
  const running = progress('activations', 'samples');
  const found = await recordActivations({
    ...{ modelPath, preprocessing, request, layoutCheck, layers, cacheDir, use, threads, signal },
    samples: dataset.samples,
    datasetSha256: dataset.sha256,
    datasetName: dataset.name,
    onProgress: running.update,
  });
  const reused = found.filter((one) => one.reused).length;
  const some = reused === layers.length ? '' : `${reused} of ${layers.length} layers `;
  running.end(reused > 0 ? `${some}read from the cache` : undefined);
  return found.map(({ path, modelSha256, reused: _, ...rest }) => ({
    ...{ ...shapeOf(path), ...rest, source: 'ONNX', contentSha256: modelSha256 },
  }));
}

function shapeOf(path: string) {
  const { units, samples, height, width, close } = openActivations(path);
  close();
  return { path, unitCount: units, sampleCount: samples, height, width };
}
