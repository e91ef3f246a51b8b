import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatasetError, NPY_HEADER_BYTES_MAX, readNpyHeader, ShapeError } from '@strata/domain';
import { requireFile } from '../inside.ts';
import { requireLabelsSize } from '../mask-bounds.ts';
import { labelsAdvice, oneHotAdvice } from './labels-advice.ts';

const LABEL_BYTES = 2;

/** The labels of `labels.npy`, read sample by sample. */
export interface LabelArray {
  /** (sample, plane, height, width) */
  readonly shape: readonly [number, number, number, number];
  /** One sample's planes, each (height, width). @throws DatasetError when the file became shorter */
  readPlanes(sample: number): Promise<Uint16Array[]>;
  close(): Promise<void>;
}

export interface LabelArrayOptions {
  /** Numbers of the concepts, in the order of the file that lists them. */
  readonly concepts: readonly number[];
  /** Stops the reading of it all that opening may take. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Opens `labels.npy`: uint16 (sample, plane, height, width), of either byte order.
 * @throws ShapeError for another type, order, shape or length, DatasetError when it can't be opened or its planes are of 0
 * and 1, one per concept; where one line of NumPy mends it, with that.
 */
export async function openLabelArray(path: string, options: LabelArrayOptions): Promise<LabelArray> {
  const file = await openFile(path);
  try {
    const { shape, dataOffset, isBigEndian } = await readHeader(file, { path, ...options });
    const [, planeCount, height, width] = shape;
    const planeSize = height * width;
    const readPlanes = async (sample: number): Promise<Uint16Array[]> => {
      const raw = Buffer.from(new ArrayBuffer(planeCount * planeSize * LABEL_BYTES));
      const { bytesRead } = await file.read(raw, 0, raw.length, dataOffset + sample * raw.length);
      if (bytesRead !== raw.length) throw new DatasetError(`${path}: ends before sample ${sample}.`);
      if (isBigEndian) raw.swap16();
      const labels = new Uint16Array(raw.buffer);
      return Array.from({ length: planeCount }, (_, p) => labels.subarray(p * planeSize, (p + 1) * planeSize));
    };
    const array = { shape, readPlanes, close: () => file.close() };
    await refuseOneHot(array, { path, ...options });
    return array;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  const real = requireFile(path, {
    folder: dirname(path),
    where: `${path}: the planes layout has labels.npy and concepts.csv`,
  });
  try {
    return await open(real, 'r');
  } catch (cause) {
    throw new DatasetError(`${path}: can't be opened. The planes layout has labels.npy and concepts.csv.`, { cause });
  }
}

interface Place extends LabelArrayOptions {
  readonly path: string;
}

async function readHeader(file: FileHandle, { path, concepts }: Place) {
  const start = Buffer.alloc(NPY_HEADER_BYTES_MAX);
  const { bytesRead } = await file.read(start, 0, start.length, 0);
  const header = readNpyHeader(start.subarray(0, bytesRead), path);
  const { type, fortranOrder, shape, dataOffset } = header;
  const size = shape.reduce((product, n) => product * n, 1);
  if (!/^[<>]u2$/u.test(type) || fortranOrder || shape.length !== 4 || size === 0) {
    const line = size === 0 ? null : labelsAdvice(header, { path, concepts });
    throw new ShapeError(
      `${path}: expected uint16 labels (sample, plane, height, width), C order, not empty; ` +
        `found type ${type}, shape (${shape.join(', ')})${fortranOrder ? ', Fortran order' : ''}.` +
        (line === null ? '' : ` Write them with ${line}.`),
      { context: { file: path } },
    );
  }
  const bytes = (await file.stat()).size;
  if (bytes !== dataOffset + size * LABEL_BYTES) {
    throw new ShapeError(
      `${path}: expected ${dataOffset + size * LABEL_BYTES} bytes for shape (${shape.join(', ')}), found ${bytes}. Copy or write it again.`,
      { context: { file: path } },
    );
  }
  requireLabelsSize(shape as unknown as LabelArray['shape'], path);
  return { shape: shape as unknown as LabelArray['shape'], dataOffset, isBigEndian: type.startsWith('>') };
}

/** Planes of 0 and 1, one per concept, would all be of the concept with number 1. Others are told by their first labels. */
async function refuseOneHot({ shape, readPlanes }: LabelArray, { path, concepts, signal }: Place): Promise<void> {
  const line = concepts.length > 1 ? oneHotAdvice(shape, { path, concepts }) : null;
  if (line === null) return;
  const labelled = new Set<number>();
  for (let sample = 0; sample < shape[0]; sample += 1) {
    signal?.throwIfAborted();
    const planes = await readPlanes(sample);
    if (planes.some((plane) => plane.some((label) => label > 1))) return;
    for (const [plane, labels] of planes.entries()) if (labels.includes(1)) labelled.add(plane);
  }
  // One plane alone can be of concept 1, the others being empty.
  if (labelled.size < 2) return;
  throw new DatasetError(
    `${path}: expected the concepts' numbers as labels, found planes (${shape.join(', ')}) of 0 and 1, one per concept, it seems. Write them with ${line}.`,
    { context: { file: path } },
  );
}
