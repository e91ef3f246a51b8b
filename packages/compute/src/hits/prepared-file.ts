import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DatasetError } from '@strata/domain';
import { crcOfFile, touch, writeWhole } from '@strata/files';
import { createHitKernel, type GridShape } from '@strata/kernels';
import type { CellIndex } from '@strata/probe';
import { openCellMaps } from '@strata/probe/cell-maps';
import { imagesFileName } from './images-in-cache.ts';
import { type PreparedImages, prepareFromMaps } from './prepared-images.ts';

const IMAGES_PER_WRITE = 32;

export interface KeepOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Prepares all images for maps of one shape and keeps them in a file beside the cell maps, or finds it there: layers of
 * the same shape, and later runs, read it. Memory holds a few images. Null when it can't be kept (a full or read-only
 * disk); images are then prepared whenever they are read, with the same result.
 *
 * The file, in float64: the CRC-32 of the words and then of these places, for each sample where its words start, and
 * where the last ones end; then the words, little-endian.
 * @throws DatasetError when the cell maps can't be read; the signal's reason.
 */
export async function keepPreparedImages(
  index: CellIndex,
  mapShape: GridShape,
  { signal }: KeepOptions = {},
): Promise<string | null> {
  const path = join(dirname(index.mapsPath), imagesFileName(mapShape));
  if (await isWhole(path, index.sampleCount)) {
    await touch(path);
    return path;
  }
  try {
    await writeWhole(path, async (temporary) => {
      const file = await open(temporary, 'wx+');
      try {
        await writeAll(file, { index, mapShape, signal });
      } finally {
        await file.close();
      }
    });
    return path;
  } catch (error) {
    // Errors of the file system carry the system call.
    if (error instanceof Error && 'syscall' in error && !(error instanceof DatasetError)) return null;
    throw error;
  }
}

/**
 * Opens what `keepPreparedImages` wrote.
 * @throws DatasetError when the file has been removed or shortened since.
 */
export function openPreparedImages(path: string, sampleCount: number): PreparedImages {
  const file = openSync(path, 'r');
  const offsets = new Float64Array(sampleCount + 1);
  let buffer = new Uint8Array(0);
  const fill = (into: Uint8Array, position: number): void => {
    if (readSync(file, into, 0, into.length, position) === into.length) return;
    throw new DatasetError(`${path}: became shorter. Remove it; it is built again.`);
  };
  fill(new Uint8Array(offsets.buffer), 8);
  const bytesOf = (sample: number): number => (offsets[sample + 1] as number) - (offsets[sample] as number);
  const makeRoom = (bytes: number): void => {
    if (buffer.length < bytes) buffer = new Uint8Array(bytes);
  };
  return {
    pick(samples) {
      const sizes = Array.from(samples, bytesOf);
      makeRoom(sizes.reduce((sum, size) => sum + size, 0));
      let at = 0;
      return sizes.map((size, i) => {
        fill(buffer.subarray(at, at + size), offsets[samples[i] as number] as number);
        at += size;
        return new Uint32Array(buffer.buffer, at - size, size / 4);
      });
    },
    read(sampleStart, count) {
      const start = offsets[sampleStart] as number;
      const bytes = (offsets[sampleStart + count] as number) - start;
      makeRoom(bytes);
      fill(buffer.subarray(0, bytes), start);
      return Array.from({ length: count }, (_, i) => {
        const [from, to] = [offsets[sampleStart + i] as number, offsets[sampleStart + i + 1] as number];
        return new Uint32Array(buffer.buffer, from - start, (to - from) / 4);
      });
    },
    close: () => closeSync(file),
  };
}

async function writeAll(
  file: FileHandle,
  { index, mapShape, signal }: { index: CellIndex; mapShape: GridShape } & KeepOptions,
): Promise<void> {
  const { sampleCount, maskShape, cellCount } = index;
  const kernel = createHitKernel({ map: mapShape, mask: maskShape, cellCount });
  const maps = openCellMaps(index);
  try {
    const images = prepareFromMaps(maps, { kernel, maskShape });
    const head = new Float64Array(sampleCount + 2);
    let position = head.byteLength;
    let crc = 0;
    for (let start = 0; start < sampleCount; start += IMAGES_PER_WRITE) {
      signal?.throwIfAborted();
      const parts = images.read(start, Math.min(IMAGES_PER_WRITE, sampleCount - start));
      const bytes = Buffer.concat(parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)));
      await writeFully(file, bytes, position);
      crc = crc32(bytes, crc);
      parts.forEach((part, i) => {
        head[1 + start + i] = position;
        position += part.byteLength;
      });
    }
    head[sampleCount + 1] = position;
    head[0] = crc32(offsetsOf(head), crc);
    await writeFully(file, new Uint8Array(head.buffer), 0);
    await file.sync();
  } finally {
    maps.close();
  }
}

/** The head's bytes behind its checksum. */
function offsetsOf(head: Float64Array): Uint8Array {
  return new Uint8Array(head.buffer, Float64Array.BYTES_PER_ELEMENT);
}

async function writeFully(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

async function isWhole(path: string, sampleCount: number): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return false;
  try {
    const head = new Float64Array(sampleCount + 2);
    const { bytesRead } = await file.read(new Uint8Array(head.buffer), 0, head.byteLength, 0);
    const { size } = await file.stat();
    const ordered = head.every((offset, i) => i < 2 || offset >= (head[i - 1] as number));
    if (bytesRead !== head.byteLength || head[1] !== head.byteLength || !ordered || head.at(-1) !== size) return false;
    return crc32(offsetsOf(head), await crcOfFile(file, head.byteLength)) === head[0];
  } finally {
    await file.close();
  }
}
