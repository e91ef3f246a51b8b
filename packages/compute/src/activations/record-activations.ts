import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatasetError } from '@strata/domain';
import { type LayerSession, openLayerSession, type Preprocessing } from '@strata/onnx';
import type { ProbeSample } from '@strata/probe';
import { hashFile } from './hash-file.ts';

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
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}
export interface RecordedActivations {
  /** A `.npy` file (unit, sample, height, width), float32. */
  readonly path: string;
  readonly key: string;
  readonly predictions: Int32Array | null;
  readonly reused: boolean;
}

/**
 * Runs a model on all samples and keeps one layer's activations in the cache, or finds them there.
 * @throws ModelLoadError when the model can't be tapped or run; DatasetError when a sample has no image.
 */
export async function recordActivations(options: RecordOptions): Promise<RecordedActivations> {
  const { modelPath, layer, preprocessing, datasetSha256, cacheDir } = options;
  const identity = JSON.stringify([await hashFile(modelPath), layer, datasetSha256, sortedEntries(preprocessing)]);
  const key = createHash('sha256').update(identity).digest('hex');
  const path = join(cacheDir, `activations-${key}.npy`);
  const predictionsPath = join(cacheDir, `activations-${key}.predictions.json`);
  // The activations are renamed last: where they are, the predictions are too.
  if (existsSync(path) && existsSync(predictionsPath)) {
    const kept = JSON.parse(await readFile(predictionsPath, 'utf8')) as number[] | null;
    return { path, key, predictions: kept === null ? null : Int32Array.from(kept), reused: true };
  }
  const images = options.samples.map(imageOf);
  if (images.length === 0) throw new DatasetError('Expected at least one sample to run the model on, found none.');
  await mkdir(cacheDir, { recursive: true });
  const temporary = `${path}.${randomUUID()}.part`;
  const session = await openLayerSession(modelPath, { layer, preprocessing, threads: options.threads ?? 1 });
  try {
    const predictions = await writeAll(session, { images, temporary, options });
    await writeFile(`${temporary}.json`, JSON.stringify(predictions));
    await rename(`${temporary}.json`, predictionsPath);
    await rename(temporary, path);
    return { path, key, predictions: predictions === null ? null : Int32Array.from(predictions), reused: false };
  } finally {
    await session.close();
    await rm(temporary, { force: true });
  }
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
