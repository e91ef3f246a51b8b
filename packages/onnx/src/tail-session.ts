import { ModelLoadError } from '@strata/domain';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { checkInput, requireMemory } from './check-input.ts';
import { type CutModel, cutAtLayer } from './cut-at-layer.ts';
import { fillImage } from './image-input.ts';
import { feed, predict } from './layer-session.ts';
import type { LayoutRequest } from './layout/layer-layout.ts';
import { openSession } from './model-file.ts';
import type { Preprocessing } from './preprocessing.ts';
import type { TensorInfo } from './read-model.ts';

/** A batch for the part of a model behind a layer. */
export interface TailInput {
  /** (batchSize, units, height, width); only the first `count` are looked at. */
  readonly activations: Float32Array;
  /** (batchSize, …) as the model takes images; null where `imageSize` is. */
  readonly images: Float32Array | null;
  readonly count: number;
}

export interface TailSession {
  readonly layer: TensorInfo;
  /** Every run has this many, so that a result doesn't depend on what it shares the batch with. */
  readonly batchSize: number;
  /** Values of one image, where a path around the layer needs the image, too; null otherwise. */
  readonly imageSize: number | null;
  /** Writes an image as the model takes it to the start of `into`. */
  readImage(path: string, into: Float32Array): Promise<void>;
  /** (count) the class of each: the greatest entry of the model's first output. */
  predict(input: TailInput): Promise<number[]>;
  /** (count, classes) the first output itself. */
  outputs(input: TailInput): Promise<Float32Array>;
  close(): Promise<void>;
}

export interface TailSessionOptions {
  readonly layer: string;
  readonly preprocessing: Preprocessing;
  /** How the layer's dimensions are meant; default inferred. */
  readonly request?: LayoutRequest | undefined;
  /** (height, width) of the layer's maps; needed only where the model leaves them open. */
  readonly mapShape: { readonly height: number; readonly width: number };
  /** 1 */
  readonly threads?: number;
  /** 8; a model with a fixed batch has its own. */
  readonly batchSize?: number;
}

/**
 * Opens the part of a model that comes after a layer, so that it can be run on changed activations.
 * @throws ModelLoadError when the model can't be cut there, doesn't answer (batch, classes), or needs more memory than there is.
 */
export async function openTailSession(
  path: string,
  { layer, preprocessing, request, mapShape, threads = 1, batchSize = 8 }: TailSessionOptions,
): Promise<TailSession> {
  const cut = await cutAtLayer(path, layer, { image: preprocessing, request });
  const batch = cut.batch ?? batchSize;
  requireMemory([...cut.tensors, cut.layer], { path, batch });
  if (cut.image)
    checkInput({ inputShape: cut.image.shape, input: cut.image.name, tensors: [] }, { path, preprocessing, batch });
  const session = await openSession(cut.bytes, { path, threads });
  try {
    requireClasses(session, path);
  } catch (error) {
    await session.release();
    throw error;
  }
  const { height, width } = preprocessing;
  const run = (input: TailInput) => runTail(session, input, { cut, path, preprocessing, mapShape, batch });
  return {
    layer: cut.layer,
    batchSize: batch,
    imageSize: cut.image === null ? null : 3 * height * width,
    readImage: (image, into) => fillImage(image, into, preprocessing),
    predict: async (input) => {
      const predictions = predict(await run(input), input.count);
      if (predictions !== null) return predictions;
      throw noClasses(path, cut.output);
    },
    outputs: async (input) => {
      const { data, dims } = await run(input);
      return (data as Float32Array).subarray(0, (data.length / (dims[0] ?? 1)) * input.count);
    },
    close: () => session.release(),
  };
}

interface TailContext {
  readonly cut: CutModel;
  readonly path: string;
  readonly preprocessing: Preprocessing;
  readonly mapShape: { readonly height: number; readonly width: number };
  readonly batch: number;
}

async function runTail(
  session: InferenceSession,
  { activations, images }: TailInput,
  { cut, path, preprocessing, mapShape, batch }: TailContext,
): Promise<Tensor> {
  const { width, height, layout } = preprocessing;
  const map = cut.layer.shape.length === 2 ? [] : [mapShape.height, mapShape.width];
  const area = mapShape.height * mapShape.width;
  const layerShape = [batch, activations.length / (batch * area), ...map];
  const imageShape = layout === 'nchw' ? [batch, 3, height, width] : [batch, height, width, 3];
  const results = await feed(session, {
    modelPath: path,
    feeds: {
      [cut.layer.name]: new Tensor('float32', activations, layerShape),
      ...(cut.image && images && { [cut.image.name]: new Tensor('float32', images, imageShape) }),
    },
    wanted: [cut.output],
  });
  return results[cut.output] as Tensor;
}

/** What the file tells already; the rest shows when it runs. */
function requireClasses(session: InferenceSession, path: string): void {
  const [output] = session.outputMetadata;
  if (!output?.isTensor || output.type !== 'float32' || output.shape.length < 2) {
    throw noClasses(path, output?.name ?? 'none');
  }
}

function noClasses(path: string, output: string): ModelLoadError {
  return new ModelLoadError(
    `${path}: expected (batch, classes) in float32 as the model's first output, found something else in "${output}": there are no predictions that could change. Export a classifier.`,
    { context: { file: path, tensor: output } },
  );
}
