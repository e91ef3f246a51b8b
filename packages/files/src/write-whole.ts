import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { partPath, removeAbandoned } from './process-files.ts';

/**
 * Makes a file or folder appear whole or not at all: `write` fills it under another name beside it, which it gets when
 * `write` is through. What a failure leaves is removed at once, what a killed process left by whoever writes the same
 * next. Its folder must be there; what has the name already is replaced (of a folder: only an empty one).
 * @throws what `write` throws; the system's error
 */
export async function writeWhole<Result>(path: string, write: (temporary: string) => Promise<Result>): Promise<Result> {
  const temporary = partPath(path);
  try {
    await removeAbandoned(dirname(path), { entry: basename(path) });
    const result = await write(temporary);
    await rename(temporary, path);
    return result;
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Writes a file whole or not at all, and waits until the disk has it.
 * @throws the system's error
 */
export function writeFileWhole(path: string, content: string | Uint8Array): Promise<void> {
  return writeWhole(path, async (temporary) => {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}
