import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const CHUNK_BYTES = 1 << 20;

/**
 * The CRC-32 of an open file's bytes from a position to its end, read piece by piece. Against bad disks and half-copied
 * files, not against people.
 * @throws the system's error
 */
export async function crcOfFile(file: FileHandle, start = 0): Promise<number> {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let crc = 0;
  for (let position = start; ; ) {
    const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return crc;
    crc = crc32(chunk.subarray(0, bytesRead), crc);
    position += bytesRead;
  }
}
