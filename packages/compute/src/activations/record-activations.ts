import { mkdir, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { DatasetError } from '@strata/domain';
import { Cache, type CacheUse, diskFailure, partPath } from '@strata/files';
import {
  hashModel,
  type ImageSource,
  type LayerSession,
  type LayoutRequest,
  openLayerSession,
  type Preprocessing,
  type Provider,
  requireLayouts,
} from '@strata/onnx';
import type { ProbeSample } from '@strata/probe';
import {
  type ActivationsEntry,
  type ActivationsNote,
  activationsEntry,
  findActivations,
  keepActivations,
  renewNote,
} from './activation-cache.ts';
import { ahead } from './ahead.ts';
import { countZeros, type ZeroCount } from './count-zeros.ts';
import { type ActivationsWriter, openActivationsWriter } from './npy-writer.ts';
import { requireRoom } from './require-room.ts';

/** Activations gathered in memory before they are written, for all layers together. */
const GATHERED_BYTES = 64 * 2 ** 20;
const FLOAT_BYTES = 4;

export interface RecordOptions {
  readonly modelPath: string;
  /** Names of tensors. */
  readonly layers: readonly string[];
  /** How the layers' dimensions are meant; default inferred for each. */
  readonly request?: LayoutRequest | undefined;
  /** Make sure, by changing spots of the first image, that the maps change there. Default true. */
  readonly layoutCheck?: boolean | undefined;
  readonly preprocessing: Preprocessing;
  readonly samples: readonly ProbeSample[];
  readonly datasetSha256: string;
  /** For people who look into the cache. Default empty. */
  readonly datasetName?: string;
  readonly cacheDir: string;
  /** Holds the activations in the cache, beyond the recording of them. Default not held. */
  readonly use?: CacheUse | undefined;
  /** What computes. Default cpu. */
  readonly provider?: Provider | undefined;
  /** 1 */
  readonly threads?: number;
  /** 8 images */
  readonly batchSize?: number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface RecordedActivations {
  readonly layer: string;
  /** A `.npy` file (unit, sample, height, width), float32. */
  readonly path: string;
  /** Hash of the model, the layer, the dataset and the preprocessing. */
  readonly key: string;
  readonly modelSha256: string;
  /** The operator that makes the layer. */
  readonly op: string;
  /** (sample) the greatest entry of the model's first output, when that is (batch, classes). */
  readonly predictions: Int32Array | null;
  /** Zeros of the whole layer. */
  readonly zeros: ZeroCount;
  readonly reused: boolean;
}

/**
 * Runs a model on all samples, once for all layers, and keeps their activations in the cache; those that are there are
 * not recorded again. Memory holds two batches and 64 MB of activations, however many samples and layers there are.
 * @throws ModelLoadError when the model can't be tapped or run, or a layer changes elsewhere than the image; DatasetError when a sample has no image; StrataError
 * DISK_FULL when the activations don't fit, SETUP_FAILED when the cache can't be written.
 */
export async function recordActivations(options: RecordOptions): Promise<RecordedActivations[]> {
  const { modelPath, layers, cacheDir, request = {} } = options;
  const modelSha256 = await hashModel(modelPath);
  const places = layers.map((layer) => ({
    layer,
    entry: activationsEntry(cacheDir, { ...options, modelSha256, layer, request }),
  }));
  const known = new Map<string, ActivationsNote>();
  for (const { layer, entry } of places) {
    await options.use?.hold(entry.path);
    const note = await findActivations(entry);
    if (note) known.set(layer, note);
  }
  const missing = places.filter(({ layer }) => !known.has(layer));
  const recorded = missing.length > 0 ? await recordMissing(missing, options) : new Map<string, ActivationsNote>();
  const ready: RecordedActivations[] = [];
  for (const { layer, entry } of places) {
    const note = (known.get(layer) ?? recorded.get(layer)) as ActivationsNote;
    const zeros = note.zeros ?? (await countOnce(entry, note, options.signal));
    const { path, key } = entry;
    const { op, predictions } = note;
    const reused = known.has(layer);
    ready.push({ layer, path, key, modelSha256, op, predictions: toArray(predictions), zeros, reused });
  }
  return ready;
}

/** For activations recorded before zeros were counted. Where the note can't be written they are counted again next time. */
async function countOnce(entry: ActivationsEntry, note: ActivationsNote, signal?: AbortSignal): Promise<ZeroCount> {
  const zeros = await countZeros(entry.path, { signal });
  await renewNote(entry, { ...note, zeros }).catch(() => undefined);
  return zeros;
}

interface LayerPlace {
  readonly layer: string;
  readonly entry: ActivationsEntry;
}

async function recordMissing(
  places: readonly LayerPlace[],
  options: RecordOptions,
): Promise<Map<string, ActivationsNote>> {
  const { modelPath, preprocessing, request, cacheDir, threads = 1, batchSize = 8, provider } = options;
  const images = options.samples.map(imageOf);
  if (images.length === 0) throw new DatasetError('Expected at least one sample to run the model on, found none.');
  const layers = places.map(({ layer }) => layer);
  const session = await openLayerSession(modelPath, { layers, preprocessing, request, threads, batchSize, provider });
  const temporaries = places.map(({ entry }) => partPath(entry.path));
  try {
    await mkdir(cacheDir, { recursive: true });
    await new Cache(cacheDir).tidy();
    if (options.layoutCheck ?? true) {
      const said = Object.values(request ?? {}).some((one) => one !== undefined);
      const image = await session.prepare(images.slice(0, 1));
      await requireLayouts(session, { image, preprocessing, modelPath, said });
    }
    const { predictions, zeros } = await writeAll(session, { images, temporaries, options });
    const about = { model: basename(modelPath), dataset: options.datasetName ?? '' };
    const notes = session.layers.map(({ op, name: layer }, i) => {
      return { op, predictions, zeros: zeros[i] as ZeroCount, about: { ...about, layer } };
    });
    for (const [i, { entry }] of places.entries()) {
      await keepActivations(entry, { temporary: temporaries[i] as string, note: notes[i] as ActivationsNote });
    }
    return new Map(layers.map((layer, i) => [layer, notes[i] as ActivationsNote]));
  } catch (error) {
    throw diskFailure(error, cacheDir);
  } finally {
    await session.close();
    for (const temporary of temporaries) await rm(temporary, { force: true });
  }
}

function toArray(values: readonly number[] | null): Int32Array | null {
  return values === null ? null : Int32Array.from(values);
}

interface Writing {
  readonly images: readonly ImageSource[];
  /** A file for each layer. */
  readonly temporaries: readonly string[];
  readonly options: RecordOptions;
}

interface Written {
  readonly predictions: number[] | null;
  /** Of each layer. */
  readonly zeros: readonly ZeroCount[];
}

async function writeAll(session: LayerSession, { images, temporaries, options }: Writing): Promise<Written> {
  const { onProgress, signal } = options;
  const { batchSize } = session;
  const prepare = (first: number) => ahead(session.prepare(images.slice(first, first + batchSize)));
  const writers: ActivationsWriter[] = [];
  let prepared = prepare(0);
  try {
    for (const path of temporaries) {
      const gatheredBytes = GATHERED_BYTES / temporaries.length;
      writers.push(await openActivationsWriter(path, { samples: images.length, gatheredBytes }));
    }
    const predictions: number[] = [];
    for (let first = 0; first < images.length; first += batchSize) {
      signal?.throwIfAborted();
      const current = await prepared;
      // Decoded by other threads while the model runs.
      if (first + batchSize < images.length) prepared = prepare(first + batchSize);
      const batch = await session.run(current);
      if (first === 0) await requireRoomForAll(batch.layers, { names: session.layers, images, options });
      for (const [i, layer] of batch.layers.entries()) await writers[i]?.write(layer);
      predictions.push(...(batch.predictions ?? []));
      onProgress?.(Math.min(first + batchSize, images.length), images.length);
    }
    const zeros: ZeroCount[] = [];
    for (const writer of writers) zeros.push(await writer.finish());
    return { predictions: predictions.length === images.length ? predictions : null, zeros };
  } finally {
    // What nobody waits for any more must not outlive the session.
    await prepared.catch(() => undefined);
    for (const writer of writers) await writer.close();
  }
}

async function requireRoomForAll(
  layers: Awaited<ReturnType<LayerSession['run']>>['layers'],
  { names, images, options }: Pick<Writing, 'images' | 'options'> & { names: LayerSession['layers'] },
): Promise<void> {
  let besideBytes = 0;
  for (const [i, { shape }] of layers.entries()) {
    const [, units, height, width] = shape;
    const { cacheDir } = options;
    await requireRoom([units, images.length, height, width], { cacheDir, layer: names[i]?.name ?? '', besideBytes });
    besideBytes += units * images.length * height * width * FLOAT_BYTES;
  }
}

function imageOf(sample: ProbeSample): ImageSource {
  const { imagePath, upright = false } = sample;
  if (imagePath !== null) return { path: imagePath, upright };
  throw new DatasetError(
    `${sample.key}: expected an image to run the model on, found none. Give a dataset with images, or activations.`,
    { context: { sample: sample.index } },
  );
}
