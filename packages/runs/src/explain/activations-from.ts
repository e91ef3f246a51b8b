import { countZeros, openActivations, recordActivations, unpackActivations, type ZeroCount } from '@strata/compute';
import { type CacheUse, hashArray } from '@strata/files';
import type { LayoutRequest, Preprocessing, Provider } from '@strata/onnx';
import type { ProbeDataset } from '@strata/probe';
import type { StartProgress } from '../progress.ts';
import { contentOf, layerOf, openRecording, predictionsFor } from '../recordings/recording.ts';
import { requireSeen } from './seen-crop.ts';

/** Where a layer's activations come from: a model to run, a file of an array (unit, sample, height, width), or a recording's folder. */
export type ActivationsFrom =
  | {
      readonly modelPath: string;
      readonly preprocessing: Preprocessing;
      /** How the layers' dimensions are meant; default inferred for each. */
      readonly request?: LayoutRequest;
      /** Make sure that layers change where an image does. Default true. */
      readonly layoutCheck?: boolean | undefined;
      /** What the network runs on when its layers are recorded. Default cpu. */
      readonly provider?: Provider | undefined;
    }
  /** A `.npy` file, or `FILE.npz:KEY`, `FILE.safetensors:KEY`. */
  | { readonly activationsPath: string }
  | { readonly recordingPath: string };

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
  /** How images became the model's input; null for activations handed in: not known. */
  readonly preprocessing: Preprocessing | null;
  /** What was said of the layer's dimensions; null as above. */
  readonly request: LayoutRequest | null;
  /** Whether that was to be checked against the model's values; null as above. */
  readonly layoutCheck: boolean | null;
  /** (sample) predicted classes, where a model classifies. */
  readonly predictions: Int32Array | null;
  /** Zeros of the whole layer. */
  readonly zeros: ZeroCount;
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
  readonly progress: StartProgress;
}

/** What nothing is known of where no model was run. */
const HANDED_IN = { op: null, preprocessing: null, request: null, layoutCheck: null } as const;

/**
 * Runs the model on the samples, once for all layers, or finds their activations in the cache, or opens the file or
 * recording handed in; in the order of the layers.
 * @throws StrataError when the model, an image or the file can't be used
 */
export async function readyActivations(request: ActivationsRequest): Promise<ReadyActivations[]> {
  const { from, layers } = request;
  if ('modelPath' in from) return recorded(from, request);
  if ('recordingPath' in from) return fromRecording(from.recordingPath, request);
  // The header first: a file that can't be used need not be hashed.
  const samples = request.dataset.samples.length;
  const path = await unpackActivations(from.activationsPath, { ...request, samples });
  const shape = shapeOf(path, samples);
  if (shape.unitCount === shape.sampleCount) {
    process.stderr.write(
      `Note: ${from.activationsPath} has as many units as samples (${shape.unitCount}); its first place is taken for the units. If the samples come first, write it with a.transpose(1, 0, 2, 3).\n`,
    );
  }
  const contentSha256 = await hashArray(path, { signal: request.signal });
  const zeros = await countZeros(path, { signal: request.signal });
  const unknown = { ...HANDED_IN, predictions: null };
  return layers.map((layer) => ({
    layer,
    ...shape,
    source: 'ACTIVATIONS',
    contentSha256,
    key: contentSha256,
    ...unknown,
    zeros,
  }));
}

async function fromRecording(
  path: string,
  { layers, dataset, cacheDir, use, signal }: ActivationsRequest,
): Promise<ReadyActivations[]> {
  const recording = await openRecording(path);
  const predictions = predictionsFor(recording, dataset.samples);
  const contentSha256 = await contentOf(recording, { signal });
  const ready: ReadyActivations[] = [];
  for (const layer of layers) {
    const file = await unpackActivations(layerOf(recording, layer).path, { cacheDir, use, signal });
    const zeros = await countZeros(file, { signal });
    const shape = shapeOf(file, dataset.samples.length);
    const key = await hashArray(file, { signal });
    ready.push({ ...HANDED_IN, layer, ...shape, source: 'ACTIVATIONS', contentSha256, key, predictions, zeros });
  }
  return ready;
}

async function recorded(
  { modelPath, preprocessing, request, layoutCheck, provider }: Extract<ActivationsFrom, { modelPath: string }>,
  { layers, dataset, cacheDir, use, threads, signal, progress }: ActivationsRequest,
): Promise<ReadyActivations[]> {
  await requireSeen(dataset, preprocessing);
  const running = progress('activations', 'samples');
  const found = await recordActivations({
    modelPath,
    preprocessing,
    request,
    layoutCheck,
    provider,
    layers,
    cacheDir,
    use,
    threads,
    signal,
    samples: dataset.samples,
    datasetSha256: dataset.sha256,
    datasetName: dataset.name,
    onProgress: running.update,
  });
  const reused = found.filter((one) => one.reused).length;
  const some = reused === layers.length ? '' : `${reused} of ${layers.length} layers `;
  running.end(reused > 0 ? `${some}read from the cache` : undefined);
  return found.map(({ path, modelSha256, reused: _, ...rest }) => ({
    ...shapeOf(path),
    ...rest,
    source: 'ONNX',
    contentSha256: modelSha256,
    preprocessing,
    request: request ?? {},
    layoutCheck: layoutCheck ?? true,
  }));
}

function shapeOf(path: string, expected: number | null = null) {
  const { units, samples, height, width, close } = openActivations(path, { samples: expected });
  close();
  return { path, unitCount: units, sampleCount: samples, height, width };
}
