import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError } from '@strata/domain';
import { type LayerSession, openLayerSession, type Preprocessing } from '@strata/onnx';
import type { ProbeSample } from '@strata/probe';
import { z } from 'zod';
import { hashFile } from './hash-file.ts';

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
  /** 16 images */
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
 * Runs a model on all samples and keeps one layer's activations in the cache, or finds them there.
 * @throws ModelLoadError when the model can't be tapped or run; DatasetError when a sample has no image.
 */
export async function recordActivations(options: RecordOptions): Promise<RecordedActivations> {
  const { modelPath, layer, preprocessing, datasetSha256, cacheDir } = options;
  const modelSha256 = await hashFile(modelPath);
  const identity = JSON.stringify([LAYOUT, modelSha256, layer, datasetSha256, sortedEntries(preprocessing)]);
  const key = createHash('sha256').update(identity).digest('hex');
  const path = join(cacheDir, `activations-${key}.npy`);
  const notePath = join(cacheDir, `activations-${key}.json`);
  const found = { path, key, modelSha256 };
  // The activations are renamed last: where they are, the note is too.
  const note = existsSync(path) ? await readNote(notePath) : null;
  if (note) return { ...found, op: note.op, predictions: toArray(note.predictions), reused: true };
  const images = options.samples.map(imageOf);
  if (images.length === 0) throw new DatasetError('Expected at least one sample to run the model on, found none.');
  await mkdir(cacheDir, { recursive: true });
  const temporary = `${path}.${randomUUID()}.part`;
  const session = await openLayerSession(modelPath, { layer, preprocessing, threads: options.threads ?? 1 });
  try {
    const predictions = await writeAll(session, { images, temporary, options });
    const { op } = session.layer;
    await writeFile(`${temporary}.json`, JSON.stringify({ op, predictions }));
    await rename(`${temporary}.json`, notePath);
    await rename(temporary, path);
    return { ...found, op, predictions: toArray(predictions), reused: false };
  } finally {
    await session.close();
    await rm(temporary, { force: true });
  }
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
  const { batchSize = 16, onProgress, signal } = options;
  const file = await open(temporary, 'wx');
  try {
    const predictions: number[] = [];
    for (let first = 0; first < images.length; first += batchSize) {
      signal?.throwIfAborted();
      const { shape, data, predictions: some } = await session.run(images.slice(first, first + batchSize));
      const [count, units, height, width] = shape;
      const header = npyHeader([units, images.length, height, width]);
      if (first === 0) await writeFully(file, header, 0);
      const area = height * width;
      for (let unit = 0; unit < units; unit++) {
        const block = new Float32Array(count * area);
        for (let i = 0; i < count; i++) {
          const start = (i * units + unit) * area;
          block.set(data.subarray(start, start + area), i * area);
        }
        await writeFully(file, new Uint8Array(block.buffer), header.length + 4 * area * (unit * images.length + first));
      }
      predictions.push(...(some ?? []));
      onProgress?.(first + count, images.length);
    }
    await file.sync();
    return predictions.length === images.length ? predictions : null;
  } finally {
    await file.close();
  }
}

async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** NumPy's format 1.0: magic, version, header length, header padded so that the data starts at a multiple of 64. */
function npyHeader(shape: readonly number[]): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const padded = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const start = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  start.writeUInt16LE(padded.length, 8);
  return Buffer.concat([start, Buffer.from(padded, 'latin1')]);
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
