import { ModelLoadError } from '@strata/domain';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { checkInput } from './check-input.ts';
import type { ImageSource } from './decode-image.ts';
import { fillImage } from './image-input.ts';
import { type LayoutRequest, layoutOf } from './layout/layer-layout.ts';
import { batchPlace, type LayerLayout } from './layout/orders.ts';
import { tokensBeside, unitsFirst } from './layout/units-first.ts';
import { openSession, type Provider, QUIET } from './model-file.ts';
import { concatenate, isClose, oneOrAll } from './one-or-all.ts';
import type { TensorInfo } from './onnx-model.ts';
import { imageShape, imageValues, type Preprocessing } from './preprocessing.ts';
import { type TappedModel, tapLayers } from './tap-layer.ts';

/** Decoded images at once: each may be far larger than the model's input. */
const DECODED_AT_ONCE = 4;

export interface LayerActivations {
  /** (batch, units, height, width); height and width are 1 for a vector. */
  readonly shape: readonly [number, number, number, number];
  readonly data: Float32Array;
  /** How the model gives them; nothing in it is null. */
  readonly layout: LayerLayout;
  /** (batch, token, unit) tokens in front of the map's and behind them, which are no part of it; empty where there are none. */
  readonly beside: Float32Array;
}
/** Images as the model takes them. */
export interface PreparedImages {
  readonly input: Float32Array;
  readonly count: number;
}
/** What came of a batch of images. */
export interface BatchActivations {
  /** In the order in which the layers were asked for. */
  readonly layers: readonly LayerActivations[];
  /** The greatest entry of the model's first output, when that is (batch, classes). */
  readonly predictions: readonly number[] | null;
}
export interface LayerSession {
  /** In the order in which they were asked for. */
  readonly layers: readonly TensorInfo[];
  /** Images that run at once. */
  readonly batchSize: number;
  /** Decodes up to `batchSize` images. */
  prepare(images: readonly ImageSource[]): Promise<PreparedImages>;
  /** Runs the model on them. It blocks the thread; images under preparation are decoded meanwhile. */
  run(images: PreparedImages): Promise<BatchActivations>;
  close(): Promise<void>;
}
export interface LayerSessionOptions {
  /** Names of tensors. */
  readonly layers: readonly string[];
  readonly preprocessing: Preprocessing;
  /** How the layers' dimensions are meant; default inferred for each. */
  readonly request?: LayoutRequest | undefined;
  /** 1 */
  readonly threads?: number;
  /** 8; a model with a fixed batch has its own. */
  readonly batchSize?: number;
  /** What computes. Default cpu. */
  readonly provider?: Provider | undefined;
  /** Run the model no further than the layers: predictions are null. Default false. */
  readonly alone?: boolean;
}

/**
 * Opens a model so that some of its tensors can be read for images, all of them in one go.
 * @throws ModelLoadError when the model can't be loaded or tapped there, doesn't take such images, or needs more memory than there is.
 */
export async function openLayerSession(
  modelPath: string,
  { layers, preprocessing, request, threads = 1, batchSize = 8, alone = false, provider }: LayerSessionOptions,
): Promise<LayerSession> {
  const tapped = await tapLayers(modelPath, { layers, image: preprocessing, request, alone });
  const batch = tapped.batch ?? batchSize;
  checkInput(tapped, { path: modelPath, preprocessing, batch });
  const session = await openSession(tapped.bytes, { ...tapped.loading, threads, provider });
  const run = oneOrAll({ alone: mustBeAlone(tapped), isSame: isSameImage, join: joinImages });
  return {
    layers: tapped.layers,
    batchSize: batch,
    prepare: async (images) => {
      // A fixed batch is filled up with zeros; what comes of them is dropped.
      const input = new Float32Array((tapped.batch ?? images.length) * imageValues(preprocessing));
      await fillAll(images, input, preprocessing);
      return { input, count: images.length };
    },
    run: async ({ input, count }) => {
      const runOf = (images: PreparedImages) =>
        runBatch(session, images, { tapped, modelPath, preprocessing, request });
      const size = imageValues(preprocessing);
      return run({
        batch: input.length / size,
        count,
        together: () => runOf({ input, count }),
        alone: (place) => runOf({ input: input.subarray(place * size, (place + 1) * size), count: 1 }),
      });
    },
    close: () => session.release(),
  };
}

/** Whether each image must be run alone; null where only a run can tell. */
export function mustBeAlone({ batch, oneByOne }: Pick<TappedModel, 'batch' | 'oneByOne'>): boolean | null {
  if (batch !== null) return false;
  return oneByOne ? true : null;
}

function isSameImage(
  batch: BatchActivations,
  { result, place }: { readonly result: BatchActivations; readonly place: number },
): boolean {
  if (batch.predictions?.[place] !== result.predictions?.[0]) return false;
  return result.layers.every(({ data }, i) => {
    const all = batch.layers[i]?.data ?? new Float32Array(0);
    return isClose(all.subarray(place * data.length, (place + 1) * data.length), data);
  });
}

function joinImages(parts: readonly BatchActivations[]): BatchActivations {
  const [first = { layers: [], predictions: null }] = parts;
  return {
    layers: first.layers.map(({ shape, layout }, i) => ({
      shape: [parts.length, shape[1], shape[2], shape[3]],
      data: concatenate(parts.map(({ layers }) => (layers[i] as LayerActivations).data)),
      layout,
      beside: concatenate(parts.map(({ layers }) => (layers[i] as LayerActivations).beside)),
    })),
    predictions: first.predictions === null ? null : parts.flatMap(({ predictions }) => predictions ?? []),
  };
}

async function fillAll(
  images: readonly ImageSource[],
  input: Float32Array,
  preprocessing: Preprocessing,
): Promise<void> {
  const size = imageValues(preprocessing);
  const waiting = [...images.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [place, image] = next;
      await fillImage(image, input.subarray(place * size, (place + 1) * size), preprocessing);
    }
  };
  try {
    await Promise.all(Array.from({ length: DECODED_AT_ONCE }, work));
  } finally {
    // When one fails, the others have nothing to go on for.
    waiting.length = 0;
  }
}

interface BatchContext {
  readonly tapped: TappedModel;
  readonly modelPath: string;
  readonly preprocessing: Preprocessing;
  readonly request: LayoutRequest | undefined;
}

async function runBatch(
  session: InferenceSession,
  { input, count }: PreparedImages,
  context: BatchContext,
): Promise<BatchActivations> {
  const { tapped, modelPath, preprocessing } = context;
  const batch = input.length / imageValues(preprocessing);
  const { firstOutput } = tapped;
  const wanted = [...tapped.layers.map(({ name }) => name), ...(firstOutput === null ? [] : [firstOutput])];
  const results = await feed(session, {
    modelPath,
    feeds: { [tapped.input]: new Tensor('float32', input, imageShape(preprocessing, batch)) },
    wanted: [...new Set(wanted)],
  });
  return {
    layers: tapped.layers.map((layer) => readLayer(results[layer.name], { ...context, layer, batch, count })),
    predictions: predict(firstOutput === null ? undefined : results[firstOutput], { batch, count }),
  };
}

/** A layer's values of the first `count` images; dimensions that the file leaves open are known now. */
function readLayer(
  value: Tensor | undefined,
  { modelPath, preprocessing, request, layer, batch, count }: BatchContext & LayerOfBatch,
): LayerActivations {
  const { name, traced, nearby } = layer;
  const context = { file: modelPath, tensor: name };
  const dims = value?.dims ?? [];
  if (!(value?.data instanceof Float32Array) || !layerHas(batch, { dims, layer })) {
    throw new ModelLoadError(
      `${modelPath}: expected a first dimension of ${batch} images in tensor "${name}", found (${dims.join(', ')}). Choose another tensor.`,
      { context },
    );
  }
  const { height, width } = preprocessing;
  const { layout, reason } = layoutOf(dims, { image: { height, width }, traced, nearby, ...(request && { request }) });
  if (layout === null || layout.units === null || layout.grid === null) {
    throw new ModelLoadError(
      `${modelPath}: tensor "${name}" (${dims.join(', ')}) can't be explained: ${reason}. If that can't be helped, choose another tensor.`,
      { context },
    );
  }
  return {
    shape: [count, layout.units, layout.grid.height, layout.grid.width],
    data: unitsFirst({ data: value.data, dims, layout }, count),
    layout,
    beside: tokensBeside({ data: value.data, dims, layout }, count),
  };
}

function layerHas(batch: number, { dims, layer }: { dims: readonly number[]; layer: TensorInfo }): boolean {
  return dims[batchPlace(layer.layout)] === batch;
}

interface LayerOfBatch {
  readonly layer: TensorInfo;
  readonly batch: number;
  readonly count: number;
}

/**
 * Runs a session.
 * @throws ModelLoadError that names the model when ONNX Runtime can't.
 */
export async function feed(
  session: InferenceSession,
  { modelPath, feeds, wanted }: { modelPath: string; feeds: Record<string, Tensor>; wanted: readonly string[] },
): Promise<InferenceSession.ReturnType> {
  try {
    return await session.run(feeds, [...wanted], { logSeverityLevel: QUIET });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelLoadError(
      `${modelPath}: the model can't be run: ${reason}. Check width, height and layout of its preprocessing, and whether it was exported for any number of images.`,
      { cause, context: { file: modelPath } },
    );
  }
}

/** The greatest entry of each row of (batch, classes), of equals the first; null when the output is of another form. */
export function predict(
  output: Tensor | undefined,
  { batch, count }: { readonly batch: number; readonly count: number },
): number[] | null {
  if (!(output?.data instanceof Float32Array) || output.dims[0] !== batch) return null;
  const [, classes = 0] = output.dims;
  // Some exports keep the pooled height and width of 1 behind the classes.
  if (classes < 2 || output.dims.slice(2).some((size) => size !== 1)) return null;
  const { data } = output;
  return Array.from({ length: count }, (_, i) => {
    const row = data.subarray(i * classes, (i + 1) * classes);
    return row.reduce((best, value, index) => (value > (row[best] ?? 0) ? index : best), 0);
  });
}
