import { realpath } from 'node:fs/promises';
import { activationsShape } from '@strata/compute';
import { StrataError } from '@strata/domain';
import { hashArray, hashJson } from '@strata/files';
import { insideFolder, type ProbeSample } from '@strata/probe';
import { MANIFEST, type Manifest, readManifest } from './manifest.ts';
import { predictedClasses, type RecordedRow, readRecordedRows, requireSameOrder } from './recorded-rows.ts';

/** A layer of a recording: a `.npy` file (unit, sample, height, width), or one of the other files that activations are read from. */
export interface RecordedLayer {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/** What a Recorder wrote of one model version. */
export interface Recording {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly layers: readonly RecordedLayer[];
  /** (sample) in the order of the recording; null where it has no predictions.csv. */
  readonly rows: readonly RecordedRow[] | null;
}

/**
 * Opens a recording: its manifest, that its files are there and are what the manifest says, and its predictions.
 * @throws StrataError when it is none, is unfinished, lacks a file, leads out of its folder, or contradicts itself
 */
export async function openRecording(path: string): Promise<Recording> {
  const folder = await realpath(path).catch((cause: unknown) => {
    throw noRecording(path, 'nothing is there', cause);
  });
  const manifest = await readManifest(folder);
  if (!manifest) throw noRecording(path, `it has no ${MANIFEST}`);
  const where = `${folder}/${MANIFEST}`;
  const layers = manifest.layers.map(({ name, file, shape }) => {
    const layer = { name, path: insideFolder(file, { folder, where: `${where}, layer "${name}"` }) };
    requireShape(layer, shape);
    return layer;
  });
  const { predictions, samples } = manifest;
  const rows = predictions
    ? await readRecordedRows(insideFolder(predictions, { folder, where: `${where}, predictions` }), { samples })
    : null;
  return { folder, manifest, layers, rows };
}

/**
 * (sample) the predicted classes, where they were recorded, after making sure that the recording is of these samples in
 * this order.
 * @throws StrataError BAD_SHAPE when their number or their keys differ
 */
export function predictionsFor(
  { folder, manifest, rows }: Recording,
  samples: readonly ProbeSample[],
): Int32Array | null {
  if (manifest.samples !== samples.length) {
    throw new StrataError(
      'BAD_SHAPE',
      `${folder}: expected ${samples.length} samples, as the dataset has, found ${manifest.samples}. Record the network on this dataset, in its order.`,
      { context: { file: folder } },
    );
  }
  if (!rows) return null;
  requireSameOrder(rows, { samples, folder });
  return predictedClasses(rows);
}

/** Stands for the version: its weights where they were hashed, else all that was recorded of it. */
export async function contentOf(
  { manifest, layers }: Recording,
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<string> {
  if (manifest.weights) return manifest.weights.sha256;
  const files: [string, string][] = [];
  for (const { name, path } of layers) files.push([name, await hashArray(path, { signal })]);
  return hashJson(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The asked layer of a recording. @throws StrataError BAD_CONFIG naming those that it has */
export function layerOf({ folder, layers }: Recording, name: string): RecordedLayer {
  const found = layers.find((layer) => layer.name === name);
  if (found) return found;
  throw new StrataError(
    'BAD_CONFIG',
    `${folder}: expected a recorded layer, found no "${name}". It has ${layers.map((layer) => `"${layer.name}"`).join(', ')}.`,
    { context: { file: folder, tensor: name } },
  );
}

function requireShape({ name, path }: RecordedLayer, shape: readonly number[]): void {
  const found = activationsShape(path, { samples: shape[1] ?? null });
  if (found.every((size, axis) => size === shape[axis])) return;
  throw new StrataError(
    'BAD_SHAPE',
    `${path}: expected shape (${shape.join(', ')}), as ${MANIFEST} says of layer "${name}", found (${found.join(', ')}). Record it again.`,
    { context: { file: path, tensor: name } },
  );
}

function noRecording(path: string, found: string, cause?: unknown): StrataError {
  const hint = path.replace(/\/+$/u, '').endsWith('.partial')
    ? ' It is unfinished: run the recording again, it goes on where it was.'
    : ' Name the folder that a Recorder wrote, or one that holds such folders.';
  return new StrataError('BAD_CONFIG', `${path}: expected a recording, but ${found}.${hint}`, {
    context: { file: path },
    cause,
  });
}
