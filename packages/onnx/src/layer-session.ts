import { ModelLoadError } from '@strata/domain';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { fillImage } from './image-input.ts';
import { openSession } from './model-file.ts';
import type { Preprocessing } from './preprocessing.ts';
import type { TensorInfo } from './read-model.ts';
import { tapLayer } from './tap-layer.ts';

export interface LayerActivations {
  /** (batch, units, height, width); height and width are 1 for a vector. */
  readonly shape: readonly [number, number, number, number];
  readonly data: Float32Array;
  /** The greatest entry of the model's first output, when that is (batch, classes). */
  readonly predictions: readonly number[] | null;
}
export interface LayerSession {
  readonly layer: TensorInfo;
  /** Runs the model on images given by path. */
  run(images: readonly string[]): Promise<LayerActivations>;
  close(): Promise<void>;
}
export interface LayerSessionOptions {
  readonly layer: string;
  readonly preprocessing: Preprocessing;
  /** 1 */
  readonly threads?: number;
}

/**
 * Opens a model so that one of its tensors can be read for images.
 * @throws ModelLoadError when the model can't be loaded or tapped there.
 */
export async function openLayerSession(
  modelPath: string,
  { layer, preprocessing, threads = 1 }: LayerSessionOptions,
): Promise<LayerSession> {
  const tapped = await tapLayer(modelPath, layer);
  const session = await openSession(tapped.bytes, { path: modelPath, threads });
  const { width, height, layout } = preprocessing;
  const size = 3 * width * height;

  const runBatch = async (images: readonly string[]): Promise<LayerActivations> => {
    const batch = tapped.batch ?? images.length;
    const input = new Float32Array(batch * size);
    await Promise.all(
      images.map((path, i) => fillImage(path, input.subarray(i * size, (i + 1) * size), preprocessing)),
    );
    const shape = layout === 'nchw' ? [batch, 3, height, width] : [batch, height, width, 3];
    const results = await feed(session, { modelPath, feeds: { [tapped.input]: new Tensor('float32', input, shape) } });
    const first = tapped.firstOutput === null ? undefined : results[tapped.firstOutput];
    return activations(results[layer], { count: images.length, batch, first, modelPath });
  };
  return {
    layer: tapped.layer,
    run: async (images) => {
      const step = tapped.batch ?? images.length;
      const parts: LayerActivations[] = [];
      for (let i = 0; i < images.length; i += step) parts.push(await runBatch(images.slice(i, i + step)));
      return join(parts);
    },
    close: () => session.release(),
  };
}

async function feed(
  session: InferenceSession,
  { modelPath, feeds }: { modelPath: string; feeds: Record<string, Tensor> },
): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run(feeds);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelLoadError(
      `${modelPath}: the model can't be run: ${reason}. Check width, height and layout of its preprocessing.`,
      { cause, context: { file: modelPath } },
    );
  }
}

function activations(
  value: Tensor | undefined,
  { count, batch, first, modelPath }: { count: number; batch: number; first: Tensor | undefined; modelPath: string },
): LayerActivations {
  const [found, units = 0, height = 1, width = 1] = value?.dims ?? [];
  if (!(value?.data instanceof Float32Array) || found !== batch) {
    throw new ModelLoadError(
      `${modelPath}: expected a first dimension of ${batch} images in the layer, found (${value?.dims.join(', ')}). Choose another tensor.`,
      { context: { file: modelPath } },
    );
  }
  const data = value.data.subarray(0, count * units * height * width);
  return { shape: [count, units, height, width], data, predictions: predict(first, count) };
}

function predict(output: Tensor | undefined, count: number): number[] | null {
  if (!(output?.data instanceof Float32Array)) return null;
  const [, classes = 0] = output.dims;
  // Some exports keep the pooled height and width of 1 behind the classes.
  if (classes < 2 || output.dims.slice(2).some((size) => size !== 1)) return null;
  const { data } = output;
  return Array.from({ length: count }, (_, i) => {
    const row = data.subarray(i * classes, (i + 1) * classes);
    return row.reduce((best, value, index) => (value > (row[best] ?? 0) ? index : best), 0);
  });
}

function join(parts: readonly LayerActivations[]): LayerActivations {
  const [head] = parts;
  if (head === undefined) throw new RangeError('Expected at least one image.');
  if (parts.length === 1) return head;
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let offset = 0;
  for (const part of parts) {
    data.set(part.data, offset);
    offset += part.data.length;
  }
  const count = parts.reduce((sum, part) => sum + part.shape[0], 0);
  const [, units, height, width] = head.shape;
  const predictions = head.predictions === null ? null : parts.flatMap((part) => part.predictions ?? []);
  return { shape: [count, units, height, width], data, predictions };
}
