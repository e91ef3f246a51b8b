import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface HashOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * The SHA-256 of a file's bytes, in hexadecimal; the file is streamed.
 * @throws the system's error when it can't be read; the signal's reason
 */
export async function hashFile(path: string, { signal }: HashOptions = {}): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) {
    signal?.throwIfAborted();
    hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}

/** The SHA-256 of a text, in hexadecimal. */
export function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
