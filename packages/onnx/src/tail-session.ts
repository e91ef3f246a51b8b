import { ModelLoadError } from '@strata/domain';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { checkInput } from './check-input.ts';
import { type CutModel, cutAtLayer } from './cut-at-layer.ts';
import type { ImageSource } from './decode-image.ts';
import { fillImage } from './image-input.ts';
import {
  feed,
  type LayerActivations,
  mustBeAlone,
  openLayerSession,
  type PreparedImages,
  predict,
} from './layer-session.ts';
import type { LayoutRequest } from './layout/layer-layout.ts';
import type { LayerLayout } from './layout/orders.ts';
import { modelOrder } from './layout/units-first.ts';
import { openSession } from './model-file.ts';
import { concatenate, isClose, oneOrAll } from './one-or-all.ts';
import type { TensorInfo } from './onnx-model.ts';
import { imageShape, imageValues, type Preprocessing } from './preprocessing.ts';
import { requireMemory } from './require-memory.ts';

/** A batch for the part of a model behind a layer. */
export interface TailInput {
  /** (batchSize, units, height, width) whatever the layer's own order is; only the first `count` are looked at. */
  readonly activations: Float32Array;
  /** (batchSize, …) what `readImage` gives of each; null where `imageSize` is. */
  readonly images: Float32Array | null;
  readonly count: number;
}

export interface TailSession {
  readonly layer: TensorInfo;
  /** Every run has this many, so that a result doesn't depend on what it shares the batch with. */
  readonly batchSize: number;
  /** Values of one image that the rest of the model needs beside the layer's map; null where there are none. */
  readonly imageSize: number | null;
  /**
   * Writes them to the start of `into`: the image as the model takes it, where a path leads around the layer; and the
   * layer's class tokens, for which the part of the model before the layer is run.
   */
  readImage(image: ImageSource, into: Float32Array): Promise<void>;
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
  const session = await openSession(cut.bytes, { ...cut.loading, threads });
  try {
    requireClasses(session, path);
  } catch (error) {
    await session.release();
    throw error;
  }
  const pixels = cut.image === null ? 0 : imageValues(preprocessing);
  const before = await openBefore(cut, { path, preprocessing, request, threads }).catch(async (error: unknown) => {
    await session.release();
    throw error;
  });
  const imageSize = pixels + before.tokenValues;
  const context: TailContext = { cut, path, preprocessing, mapShape, batch, pixels, laid: before.laid };
  const run = tailRunner(session, context);
  return {
    layer: cut.layer,
    batchSize: batch,
    imageSize: imageSize === 0 ? null : imageSize,
    readImage: async (image, into) => {
      if (pixels > 0) await fillImage(image, into, preprocessing);
      if (before.readTokens) into.set(await before.readTokens(image), pixels);
    },
    predict: async (input) => {
      const output = await run(input);
      const predictions = predict(output, { batch: output.dims[0] ?? 0, count: input.count });
      if (predictions !== null) return predictions;
      throw noClasses(path, cut.output);
    },
    outputs: async (input) => {
      const { data, dims } = await run(input);
      return (data as Float32Array).subarray(0, (data.length / (dims[0] ?? 1)) * input.count);
    },
    close: async () => {
      await before.close();
      await session.release();
    },
  };
}

/** Runs a batch together, or each image of it alone where the model needs that. */
function tailRunner(session: InferenceSession, context: TailContext): (input: TailInput) => Promise<Tensor> {
  const { cut, batch } = context;
  const runAny = oneOrAll<Tensor>({ alone: mustBeAlone(cut), isSame: isSameRow, join: joinRows });
  return ({ activations, images, count }) =>
    runAny({
      batch,
      count,
      together: () => runTail(session, { activations, images, count }, context),
      alone: (place) => {
        const one = {
          activations: partOf(activations, { place, batch }),
          images: images && partOf(images, { place, batch }),
          count: 1,
        };
        return runTail(session, one, { ...context, batch: 1 });
      },
    });
}

interface BeforeLayer {
  readonly laid: Pick<LayerLayout, 'order' | 'classTokens' | 'tokenOrder'>;
  /** Values of one image's tokens beside the map's. */
  readonly tokenValues: number;
  /** Null where there are none. */
  readonly readTokens: ((image: ImageSource) => Promise<Float32Array>) | null;
  close(): Promise<void>;
}

/**
 * What only the part of the model before the layer tells: class tokens, and the order of a tensor whose sizes the file
 * leaves open. It runs an image at a time, so that tokens don't depend on what shares a batch.
 */
async function openBefore(
  { layer }: CutModel,
  { path, ...options }: Pick<TailSessionOptions, 'preprocessing' | 'request' | 'threads'> & { readonly path: string },
): Promise<BeforeLayer> {
  const none = { tokenValues: 0, readTokens: null, close: async () => {} };
  const { layout: order, classTokens, tailTokens, tokenOrder, grid } = layer;
  if (order !== null && grid !== null && classTokens + tailTokens === 0) {
    return { ...none, laid: { order, classTokens, tokenOrder } };
  }
  const session = await openLayerSession(path, { ...options, layers: [layer.name], batchSize: 1, alone: true });
  const runOne = async (images: PreparedImages): Promise<LayerActivations> =>
    (await session.run(images)).layers[0] as LayerActivations;
  try {
    const blank = { input: new Float32Array(session.batchSize * imageValues(options.preprocessing)), count: 1 };
    const { layout: laid, beside } = await runOne(blank);
    if (beside.length === 0) {
      await session.close();
      return { ...none, laid };
    }
    const readTokens = async (image: ImageSource) => (await runOne(await session.prepare([image]))).beside;
    return { laid, tokenValues: beside.length, readTokens, close: () => session.close() };
  } catch (error) {
    await session.close();
    throw error;
  }
}

interface TailContext {
  readonly cut: CutModel;
  readonly path: string;
  readonly preprocessing: Preprocessing;
  readonly mapShape: { readonly height: number; readonly width: number };
  readonly batch: number;
  readonly laid: BeforeLayer['laid'];
  /** Values of an image, where the rest of the model takes it; else 0. */
  readonly pixels: number;
}

async function runTail(
  session: InferenceSession,
  { activations, images }: TailInput,
  { cut, path, preprocessing, mapShape, batch, laid, pixels }: TailContext,
): Promise<Tensor> {
  const [pictures, beside] = takeApart(images ?? new Float32Array(0), { batch, pixels });
  const { data, dims } = modelOrder({ maps: activations, batch, grid: mapShape, layout: laid, beside });
  const results = await feed(session, {
    modelPath: path,
    feeds: {
      [cut.layer.name]: new Tensor('float32', data, dims),
      ...(cut.image &&
        images && { [cut.image.name]: new Tensor('float32', pictures, imageShape(preprocessing, batch)) }),
    },
    wanted: [cut.output],
  });
  const output = results[cut.output] as Tensor;
  if (output.dims[0] === batch) return output;
  throw new ModelLoadError(
    `${path}: expected a first dimension of ${batch} images in the model's output "${cut.output}", found (${output.dims.join(', ')}). Export a classifier.`,
    { context: { file: path, tensor: cut.output } },
  );
}

function partOf(values: Float32Array, { place, batch }: { place: number; batch: number }): Float32Array {
  const size = values.length / batch;
  return values.subarray(place * size, (place + 1) * size);
}

function isSameRow(all: Tensor, { result, place }: { readonly result: Tensor; readonly place: number }): boolean {
  const { data: row } = result;
  if (!(all.data instanceof Float32Array && row instanceof Float32Array)) return false;
  return isClose(all.data.subarray(place * row.length, (place + 1) * row.length), row);
}

function joinRows(parts: readonly Tensor[]): Tensor {
  const data = concatenate(parts.map((part) => part.data as Float32Array));
  return new Tensor('float32', data, [parts.length, ...(parts[0]?.dims.slice(1) ?? [])]);
}

/** The images and the class tokens of what `readImage` gave, each of them together. */
function takeApart(
  images: Float32Array,
  { batch, pixels }: Pick<TailContext, 'batch' | 'pixels'>,
): [images: Float32Array, tokens: Float32Array] {
  const size = images.length / batch;
  if (size === pixels) return [images, new Float32Array(0)];
  const tokens = new Float32Array(batch * (size - pixels));
  const pictures = new Float32Array(batch * pixels);
  for (let image = 0; image < batch; image += 1) {
    pictures.set(images.subarray(image * size, image * size + pixels), image * pixels);
    tokens.set(images.subarray(image * size + pixels, (image + 1) * size), image * (size - pixels));
  }
  return [pictures, tokens];
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
