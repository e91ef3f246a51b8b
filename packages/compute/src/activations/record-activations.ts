import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError, ModelLoadError } from '@strata/domain';
import { type LayerSession, openLayerSession, type Preprocessing } from '@strata/onnx';
import { cacheFailure, type ProbeSample, partPath, removeAbandonedParts } from '@strata/probe';
import { z } from 'zod';
import { hashFile } from './hash-file.ts';
import { openActivationsWriter } from './npy-writer.ts';
import { requireRoom } from './require-room.ts';

/** Part of the cache's key: changes when the files' meaning changes. */
const LAYOUT = 2;
const noteSchema = z.object({ op: z.string(), predictions: z.array(z.int().nonnegative()).nullable() });

export interface RecordOptions {
  readonly modelPath: string;
  readonly layer: string;
  readonly preprocessing: Preprocessing;
  readonly samples: readonly ProbeSample[];
  readonly datasetSha256: string;
  readonly cacheDir: string;
  /** 1 */
  readonly threads?: number;
  /** 8 images */
  readonly batchSize?: number;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
export interface RecordedActivations {
  /** A `.npy` file (unit, sample, height, width), float32. */
  readonly path: string;
  /** Hash of the model, the layer, the dataset and the preprocessing. */
  readonly key: string;
  readonly modelSha256: string;
  /** The operator that makes the layer. */
  readonly op: string;
  /** (sample) the greatest entry of the model's first output, when that is (batch, classes). */
  readonly predictions: Int32Array | null;
  readonly reused: boolean;
}

/**
 * Runs a model on all samples and keeps one layer's activations in the cache, or finds them there. Memory holds two
 * batches and 64 MB of activations, however many samples there are.
 * @throws ModelLoadError when the model can't be tapped or run; DatasetError when a sample has no image; StrataError
 * DISK_FULL when the activations don't fit, SETUP_FAILED when the cache can't be written.
 */
export async function recordActivations(options: RecordOptions): Promise<RecordedActivations> {
  const { modelPath, layer, preprocessing, datasetSha256, cacheDir } = options;
  const modelSha256 = await hashModel(modelPath);
  const identity = JSON.stringify([LAYOUT, modelSha256, layer, datasetSha256, sortedEntries(preprocessing)]);
  const key = createHash('sha256').update(identity).digest('hex');
  const path = join(cacheDir, `activations-${key}.npy`);
  const notePath = join(cacheDir, `activations-${key}.json`);
  // The activations are renamed last: where they are, the note is too.
  const note = existsSync(path) ? await readNote(notePath) : null;
  const found = { path, key, modelSha256 };
  if (note) return { ...found, op: note.op, predictions: toArray(note.predictions), reused: true };
  const images = options.samples.map(imageOf);
  if (images.length === 0) throw new DatasetError('Expected at least one sample to run the model on, found none.');
  const { threads = 1, batchSize = 8 } = options;
  const session = await openLayerSession(modelPath, { layer, preprocessing, threads, batchSize });
  const temporary = partPath(path);
  try {
    await mkdir(cacheDir, { recursive: true });
    await removeAbandonedParts(cacheDir);
    const predictions = await writeAll(session, { images, temporary, options });
    const { op } = session.layer;
    const temporaryNote = partPath(notePath);
    await writeFile(temporaryNote, JSON.stringify({ op, predictions }));
    await rename(temporaryNote, notePath);
    await rename(temporary, path);
    return { ...found, op, predictions: toArray(predictions), reused: false };
  } catch (error) {
    throw cacheFailure(error, cacheDir);
  } finally {
    await session.close();
    await rm(temporary, { force: true });
  }
}

function hashModel(path: string): Promise<string> {
  return hashFile(path).catch((cause: unknown) => {
    const message = `${path}: can't be read. Give the path of an .onnx file.`;
    throw new ModelLoadError(message, { cause, context: { file: path } });
  });
}

/** What is kept beside the activations; null when it is not there or damaged: then the model is run again. */
async function readNote(path: string): Promise<z.infer<typeof noteSchema> | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function toArray(values: readonly number[] | null): Int32Array | null {
  return values === null ? null : Int32Array.from(values);
}

async function writeAll(
  session: LayerSession,
  { images, temporary, options }: { images: readonly string[]; temporary: string; options: RecordOptions },
): Promise<number[] | null> {
  const { cacheDir, onProgress, signal } = options;
  const { batchSize } = session;
  const prepare = (first: number) => session.prepare(images.slice(first, first + batchSize));
  const writer = await openActivationsWriter(temporary, { samples: images.length });
  let prepared = prepare(0);
  try {
    const predictions: number[] = [];
    for (let first = 0; first < images.length; first += batchSize) {
      signal?.throwIfAborted();
      const current = await prepared;
      // Decoded by other threads while the model runs.
      if (first + batchSize < images.length) prepared = prepare(first + batchSize);
      const batch = await session.run(current);
      const [, units, height, width] = batch.shape;
      if (first === 0) await requireRoom([units, images.length, height, width], { cacheDir, layer: options.layer });
      await writer.write(batch);
      predictions.push(...(batch.predictions ?? []));
      onProgress?.(Math.min(first + batchSize, images.length), images.length);
    }
    await writer.finish();
    return predictions.length === images.length ? predictions : null;
  } finally {
    // A preparation that nobody waits for any more must not fail unheard, nor outlive the session.
    await prepared.catch(() => undefined);
    await writer.close();
  }
}

function imageOf(sample: ProbeSample): string {
  if (sample.imagePath !== null) return sample.imagePath;
  throw new DatasetError(
    `${sample.key}: expected an image to run the model on, found none. Give a dataset with images, or activations.`,
    { context: { sample: sample.index } },
  );
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
