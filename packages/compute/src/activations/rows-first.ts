import { type FileHandle, open } from 'node:fs/promises';
import { npyHeader, ShapeError } from '@strata/domain';
import type { LocatedArray } from '@strata/files';
import { typeName, VALUE_BYTES } from './value-types.ts';

/** Of values that are turned at once. */
const BLOCK_BYTES = 32 * 2 ** 20;

export interface RowsFirstOptions {
  /** Where the values begin. */
  readonly from: { readonly path: string; readonly at: number };
  /** A new `.npy` file. */
  readonly into: string;
  readonly signal?: AbortSignal | undefined;
  /** Values that are turned at once take so much. Default 32 MB. */
  readonly blockBytes?: number;
}

/**
 * Writes an array (unit, sample, height, width) whose first axis runs fastest (Fortran order) as a `.npy` file whose last
 * axis does, as many samples at a time as fit; the type stays as it is.
 * @throws the system's errors; the signal's reason
 */
export async function rowsFirst(
  { shape, type }: Pick<LocatedArray, 'shape' | 'type'>,
  { from, into, signal, blockBytes = BLOCK_BYTES }: RowsFirstOptions,
): Promise<void> {
  const [units, samples, height, width] = shape as [number, number, number, number];
  const bytes = VALUE_BYTES[typeName(type)];
  const area = height * width;
  const header = npyHeader(type, shape);
  const together = Math.min(samples, Math.max(1, Math.floor(blockBytes / (units * area * bytes))));
  const source = await open(from.path, 'r');
  const target = await open(into, 'wx').catch(async (error: unknown) => {
    await source.close();
    throw error;
  });
  try {
    await writeFully(target, header, 0);
    for (let first = 0; first < samples; first += together) {
      signal?.throwIfAborted();
      const count = Math.min(together, samples - first);
      const block = new Uint8Array(units * count * area * bytes);
      const [values, strip] = [viewOf(block, bytes), new Uint8Array(units * count * bytes)];
      const read = viewOf(strip, bytes);
      for (let place = 0; place < area; place += 1) {
        // (row, column) of the place, and the same in the file, where rows run before columns.
        const inFile = Math.floor(place / width) + height * (place % width);
        await readFully(source, strip, from.at + units * (first + samples * inFile) * bytes);
        for (let at = 0; at < read.length; at += 1) {
          const [unit, sample] = [at % units, Math.floor(at / units)];
          values[(unit * count + sample) * area + place] = read[at] as number;
        }
      }
      for (let unit = 0; unit < units; unit += 1) {
        const part = block.subarray(unit * count * area * bytes, (unit + 1) * count * area * bytes);
        await writeFully(target, part, header.length + (unit * samples + first) * area * bytes);
      }
    }
    await target.sync();
  } finally {
    await target.close();
    await source.close();
  }
}

/** Values are moved, not read: a number as wide is enough. */
function viewOf({ buffer }: Uint8Array<ArrayBuffer>, bytes: 2 | 4): Uint16Array | Uint32Array {
  return bytes === 2 ? new Uint16Array(buffer) : new Uint32Array(buffer);
}

async function readFully(file: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < into.length; ) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw new ShapeError('The activations file became shorter while it was read.');
    done += bytesRead;
  }
}

async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
