import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { DatasetError } from '@strata/domain';
import { type KeptHeader, keptHeaderSchema } from './kept-header.ts';

/**
 * The file: what it is (8 bytes), where its header begins (float64, little-endian), chunks, and the header as JSON. A chunk
 * holds the counts of some units, table by table: of each fold its images as they are, then each shuffle. A table is
 * (row) all its hits as uint32, (cell of the fold) a byte that says how wide its numbers are, and for each cell (row) its
 * hits, of 0 (all are 0), 1, 2 or 4 bytes; everything begins on a multiple of four.
 */
export const MAGIC = Buffer.from('STRATAH1');
export const FRONT_BYTES = 16;

/** A file of kept hits, read chunk by chunk; a few megabytes are in memory at a time. */
export interface KeptFile {
  readonly header: KeptHeader;
  /** The bytes of a chunk; valid until the next call. @throws DatasetError when the file became shorter */
  readChunk(place: number): Buffer;
  close(): void;
}

/** Opens a file of kept hits; null when there is none, it is damaged, or another version of Strata wrote it. */
export function openKeptFile(path: string): KeptFile | null {
  const file = openQuietly(path);
  if (file === null) return null;
  const header = headerOf(file);
  if (!header) {
    closeSync(file);
    return null;
  }
  let buffer = Buffer.alloc(0);
  return {
    header,
    readChunk: (place) => {
      const { start, end } = header.chunks[place] as KeptHeader['chunks'][number];
      if (buffer.length < end - start) buffer = Buffer.alloc(end - start);
      const bytes = buffer.subarray(0, end - start);
      if (!fill(file, bytes, start)) {
        throw new DatasetError(`${path}: became shorter while it was read. Remove it; it is made again.`);
      }
      return bytes;
    },
    close: () => closeSync(file),
  };
}

/** The header of a file of kept hits; null as above. */
export function readKeptHeader(path: string): KeptHeader | null {
  const file = openKeptFile(path);
  file?.close();
  return file?.header ?? null;
}

function openQuietly(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch {
    return null;
  }
}

function headerOf(file: number): KeptHeader | null {
  const { size } = fstatSync(file);
  const front = Buffer.alloc(FRONT_BYTES);
  if (!fill(file, front, 0) || !front.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const start = front.readDoubleLE(MAGIC.length);
  if (!(start >= FRONT_BYTES && start < size)) return null;
  const text = Buffer.alloc(size - start);
  if (!fill(file, text, start)) return null;
  try {
    return keptHeaderSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}

function fill(file: number, into: Buffer, position: number): boolean {
  for (let done = 0; done < into.length; ) {
    const read = readSync(file, into, done, into.length - done, position + done);
    if (read === 0) return false;
    done += read;
  }
  return true;
}
