import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const CHUNK_BYTES = 256 * 1024;

export interface HashOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The SHA-256 of a file's bytes, in hexadecimal; the file is streamed.
 * @throws the system's error when it can't be read; the signal's reason
 */
export async function hashFile(path: string, { signal }: HashOptions = {}): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path, 'r');
  try {
    // Not larger than the file: of tens of thousands of small ones, whole chunks would be garbage by the gigabyte.
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, Math.max(1, (await file.stat()).size)));
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(chunk, 0, chunk.length);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

/** The SHA-256 of a text, in hexadecimal. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
