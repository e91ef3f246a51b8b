import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { ShapeError } from '@strata/domain';
import { hashJson } from '../canonical-json.ts';
import { type HashOptions, hashFile } from '../hash-file.ts';
import { locateArray } from './locate-array.ts';

/**
 * Stands for an array's content, the same wherever it lies: of a `.npy` file, and of the same file in an archive, the
 * SHA-256 of its bytes; of a tensor that of its type, shape and values. Of what is packed it is that of the packed bytes. What is stored in an archive is held
 * against the archive's checksum on the way.
 * @throws ShapeError when it can't be found, or its bytes are not those that were written; the signal's reason
 */
export async function hashArray(path: string, { signal }: HashOptions = {}): Promise<string> {
  const { file, key, kind, type, shape, member } = locateArray(path);
  if (kind === 'npy') return hashFile(file, { signal });
  const { from, bytes } = member.range;
  const hash = createHash('sha256');
  let checksum = 0;
  if (bytes > 0) {
    for await (const chunk of createReadStream(file, { start: from, end: from + bytes - 1 })) {
      signal?.throwIfAborted();
      hash.update(chunk as Buffer);
      if (kind === 'npz' && !member.packed) checksum = crc32(chunk as Buffer, checksum);
    }
  }
  const sha256 = hash.digest('hex');
  if (kind === 'safetensors') return hashJson([type, shape, sha256]);
  if (member.packed) return hashJson(['deflated', member.crc32, member.bytes, sha256]);
  if (checksum === member.crc32) return sha256;
  throw wrongChecksum(`${file}:${key}`);
}

/** What is said of bytes that are not those that were written. */
export function wrongChecksum(where: string): ShapeError {
  return new ShapeError(
    `${where}: expected the bytes that its checksum (CRC-32) says, found others. The archive is damaged: copy or write it again.`,
  );
}
